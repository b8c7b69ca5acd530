package belay.journey;

import static org.junit.jupiter.api.Assertions.assertEquals;

import belay.demo.SampleImage;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What cannot be written where it is to go, for the program as a whole: Linux has a device for it.
final class FullDiskTest {
  private static final File FULL = new File("/dev/full");

  @TempDir Path folder;

  @BeforeEach
  void needsTheDevice() {
    Assumptions.assumeTrue(FULL.exists(), "no /dev/full here");
  }

  private int run(String... arguments) throws Exception {
    var program = Program.prepare(folder, List.of(arguments)).redirectOutput(FULL);
    program.environment().put("GIT_AUTHOR_NAME", "Ada");
    program.environment().put("GIT_AUTHOR_EMAIL", "ada@example.com");
    program.environment().put("GIT_COMMITTER_NAME", "Ada");
    program.environment().put("GIT_COMMITTER_EMAIL", "ada@example.com");
    return program.start().waitFor();
  }

  private String said() throws IOException {
    return Files.readString(folder.resolve("err"));
  }

  private void assertOneError(int code) throws IOException {
    assertEquals(1, code, said());
    assertEquals(
        List.of("error: the answer could not be written to standard output"),
        said().lines().filter(line -> line.startsWith("error:")).toList(),
        said());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "version",
        "--version",
        "-V",
        "help",
        "--help",
        "help deploy",
        "deploy --help",
        "help exit-codes",
        "help environment",
        "completion bash",
        "init --dry-run gitops",
        "demo"
      })
  void anAnswerThatIsLostIsNoSuccess(String line) throws Exception {
    assertOneError(run(line.split(" ")));
  }

  @Test
  void whatWasDoneIsDoneAllTheSame() throws Exception {
    try (var world = new World(folder)) {
      SampleImage.write(folder.resolve("v3"), "3", 3);
      assertOneError(run("push", "v3", world.image("api", "3")));
      assertOneError(run("digest", world.image("api", "3")));
      var head = world.head();
      assertOneError(
          run("deploy", "api=" + world.image("api", "3"), "-e", "staging", "-R", world.url()));
      assertEquals(head, world.git("rev-parse", "main~1").strip());
      for (var command : List.of("status", "history", "config show")) {
        assertOneError(run((command + " -o yaml -R " + world.url()).split(" ")));
      }
    }
  }
}
