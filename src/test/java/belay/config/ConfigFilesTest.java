package belay.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import belay.failure.Failure;
import belay.failure.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ConfigFilesTest {
  @TempDir Path root;

  @Test
  void aFileIsReadUnderTheNameThatTheUserKnows() throws IOException {
    var file = Files.writeString(root.resolve("belay.yaml"), "registri: x\n");
    var failure = assertThrows(Failure.class, () -> ConfigFiles.read("../belay.yaml", file));
    assertEquals(
        "../belay.yaml:1:1: no key \"registri\", did you mean \"registry\"?", failure.what());
  }

  @Test
  void aMissingFileIsNotFound() {
    var missing = root.resolve("other.yaml");
    var failure = assertThrows(Failure.class, () -> ConfigFiles.read("other.yaml", missing));
    assertEquals(Kind.NOT_FOUND, failure.kind());
    assertEquals("no file other.yaml", failure.what());
  }

  @Test
  void aHugeFileIsRefused() throws IOException {
    var file = Files.write(root.resolve("belay.yaml"), new byte[(1 << 20) + 1]);
    var failure = assertThrows(Failure.class, () -> ConfigFiles.read("belay.yaml", file));
    assertEquals("belay.yaml: larger than 1048576 bytes", failure.what());
  }
}
