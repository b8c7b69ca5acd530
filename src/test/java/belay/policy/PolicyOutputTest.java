package belay.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import belay.cli.Ran;
import belay.peers.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What `belay policy` prints for the repository of the table of verdicts, whole; `-Dgolden=update`
/// writes it anew.
final class PolicyOutputTest {
  @TempDir static Path folder;
  private static String repo;

  @BeforeAll
  static void commit() throws IOException {
    var files = Files.createDirectory(folder.resolve("repo"));
    repo = files.toString();
    Files.copy(VerdictCase.FOLDER.resolve("belay.yaml"), files.resolve("belay.yaml"));
    Tool.run(files, "git", "init", "-q", "-b", "main");
    Tool.run(files, "git", "add", ".");
    Tool.run(
        files, "git", "-c", "user.name=t", "-c", "user.email=t@example.com", "commit", "-qm", "x");
  }

  @ParameterizedTest
  @EnumSource(PolicyEngine.class)
  void isAsItWas(PolicyEngine engine) throws IOException {
    var ran = Ran.in(folder, "policy", engine.toString(), "--repo", repo);
    assertEquals(0, ran.code(), ran.err());
    var golden = VerdictCase.FOLDER.resolve(engine + ".yaml");
    if ("update".equals(System.getProperty("golden"))) {
      Files.writeString(golden, ran.out());
    }
    assertEquals(Files.readString(golden), ran.out());
  }

  @Test
  void anEnvironmentWithTagsHasNoPolicy() throws IOException {
    var ran = Ran.in(folder, "policy", "vap", "--env", "development", "--repo", repo);
    assertEquals(
        """
        error: tags are allowed in development, which no policy can require digests of
          help: write images: digest to it in belay.yaml, or name another environment
        """,
        ran.err());
    assertEquals(2, ran.code());
  }
}
