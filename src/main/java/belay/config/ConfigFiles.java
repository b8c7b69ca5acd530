package belay.config;

import belay.failure.Failure;
import belay.failure.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/// Reads `belay.yaml` from a local tree.
public final class ConfigFiles {
  /// The file's name, at the root of a GitOps repository.
  public static final String NAME = "belay.yaml";

  private static final int LARGEST = 1 << 20;

  private ConfigFiles() {}

  /// Reads a configuration file.
  ///
  /// @param name how messages call it: what the user typed, or the path from the working directory
  /// @throws Failure (not found) where there is no such file, (usage) where it is wrong
  public static Config read(String name, Path file) {
    try (var in = Files.newInputStream(file)) {
      var bytes = in.readNBytes(LARGEST + 1);
      if (bytes.length > LARGEST) {
        throw new Failure(
            Kind.USAGE,
            "%s: larger than %d bytes".formatted(name, LARGEST),
            "check that it is the right file");
      }
      return Config.parse(name, bytes);
    } catch (NoSuchFileException e) {
      throw new Failure(
          Kind.NOT_FOUND,
          "no file %s".formatted(name),
          "leave --config out, or name another file",
          e);
    } catch (IOException e) {
      throw new Failure(
          Kind.USAGE, "%s: cannot be read".formatted(name), "check the file's permissions", e);
    }
  }
}
