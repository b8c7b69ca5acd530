package belay.layout;

import belay.failure.Failure;
import java.nio.file.Path;
import java.util.Optional;

/// Opens images that lie on disk: an OCI image layout (a directory), an OCI archive or a `docker
/// save` archive (a tar, gzip-compressed or not; its bytes decide, not its name).
public final class Images {
  private Images() {}

  /// Opens the image of that name; without a name, the only one.
  ///
  /// @throws Failure as the other `open`
  public static ImageSource open(Path path, Optional<String> name) {
    return open(path, name.<Choice>map(Choice.Named::new).orElseGet(Choice.Only::new));
  }

  /// Opens the image chosen. Blobs are not read yet: `verify` does that.
  ///
  /// @throws Failure (not found) where nothing lies there or nothing has that name; (usage) where it
  ///   is no image, or where several are and none is chosen; (refused) where it is damaged
  public static ImageSource open(Path path, Choice choice) {
    throw new UnsupportedOperationException(path + " " + choice);
  }
}
