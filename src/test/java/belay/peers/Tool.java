package belay.peers;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/// Runs a program to its end.
public final class Tool {
  private Tool() {}

  /// What it wrote to standard output.
  ///
  /// @throws AssertionError where it fails, with what it wrote to standard error
  public static byte[] run(Path folder, String... command) throws IOException {
    return run(folder, Map.of(), command);
  }

  /// The same with further environment variables.
  public static byte[] run(Path folder, Map<String, String> env, String... command)
      throws IOException {
    var errors = Files.createTempFile("tool", ".err");
    try {
      var builder =
          new ProcessBuilder(command).directory(folder.toFile()).redirectError(errors.toFile());
      builder.environment().putAll(env);
      var process = builder.start();
      process.getOutputStream().close();
      var out = process.getInputStream().readAllBytes();
      assertEquals(
          0,
          process.waitFor(),
          () -> String.join(" ", command) + ": " + read(errors) + new String(out, UTF_8));
      return out;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    } finally {
      Files.delete(errors);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return e.toString();
    }
  }
}
