package belay.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import belay.failure.Failure;
import belay.failure.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Mistakes in `belay.yaml`, a folder each with the whole message; `-Dgolden=update` writes the
/// messages anew.
final class ConfigCasesTest {
  @TestFactory
  Stream<DynamicTest> mistakesAreNamed() throws IOException {
    try (var folders = Files.list(Path.of("src/test/cases/config"))) {
      return folders.sorted().toList().stream()
          .map(folder -> dynamicTest(folder.getFileName().toString(), () -> check(folder)));
    }
  }

  private static void check(Path folder) throws IOException {
    var yaml = Files.readAllBytes(folder.resolve("belay.yaml"));
    var failure = assertThrows(Failure.class, () -> Config.parse("belay.yaml", yaml));
    assertEquals(Kind.USAGE, failure.kind());
    var message =
        "error: %s\n%s  help: %s\n"
            .formatted(
                failure.what(),
                String.join("", failure.causes().stream().map("  cause: %s\n"::formatted).toList()),
                failure.help());
    if ("update".equals(System.getProperty("golden"))) {
      Files.writeString(folder.resolve("stderr"), message);
    }
    assertEquals(Files.readString(folder.resolve("stderr")), message);
  }
}
