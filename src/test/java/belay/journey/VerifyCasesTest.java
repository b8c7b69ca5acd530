package belay.journey;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import belay.cli.Ran;
import belay.peers.HelmPrograms;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// Each folder of `src/test/cases/verify/repository` is a change of the repository beside it
/// (`base`), rendered by real Helm; `out.txt` is all that `belay verify` says of it, and how it
/// ends.
final class VerifyCasesTest {
  private static final Path CASES = Path.of("src/test/cases/verify");

  @TempDir Path folder;

  @TestFactory
  Stream<DynamicTest> repositoriesAreJudged() throws IOException {
    try (var cases = Files.list(CASES.resolve("repository"))) {
      return cases.sorted().toList().stream()
          .map(one -> dynamicTest(one.getFileName().toString(), () -> check(one)));
    }
  }

  private void check(Path one) throws IOException {
    var repository = folder.resolve(one.getFileName().toString());
    copy(CASES.resolve("base"), repository);
    copy(one, repository);
    Files.deleteIfExists(repository.resolve("out.txt"));
    Files.deleteIfExists(repository.resolve("args"));
    World.gitIn(folder, "init", "-q", "-b", "main", repository.toString());
    World.gitIn(repository, "add", ".");
    World.gitIn(repository, "commit", "-q", "-m", "begin");
    var ran =
        Ran.in(repository, Map.of("BELAY_HELM", HelmPrograms.helm4().toString()), arguments(one));
    var said =
        "exit code %d%n%s%s"
            .formatted(ran.code(), ran.err(), ran.out())
            .replace(repository.toString(), "REPOSITORY");
    var expected = one.resolve("out.txt");
    if ("update".equals(System.getProperty("golden"))) {
      Files.writeString(expected, said);
    }
    assertEquals(Files.readString(expected), said);
  }

  private static String[] arguments(Path one) throws IOException {
    var file = one.resolve("args");
    var line = Files.exists(file) ? Files.readString(file).strip() : "verify --values --rendered";
    return line.split(" ");
  }

  static void copy(Path from, Path to) throws IOException {
    try (var files = Files.walk(from)) {
      for (var file : files.filter(Files::isRegularFile).toList()) {
        var target = to.resolve(from.relativize(file).toString());
        Files.createDirectories(target.getParent());
        Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }
}
