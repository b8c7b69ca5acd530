package belay.layout;

import belay.failure.Failure;
import belay.failure.Kind;
import belay.layout.tar.ArchiveFile;
import belay.layout.tar.TarBlock;
import belay.layout.tar.TarHeader;
import belay.layout.tar.TarTree;
import belay.layout.tar.Unpacked;
import belay.layout.tree.FolderTree;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Opens images that lie on disk: an OCI image layout (a directory), an OCI archive or a `docker
/// save` archive (a tar, gzip-compressed or not; its bytes decide, not its name).
public final class Images {
  private static final String TAKEN =
      "pass an OCI image layout (a directory), an OCI archive or a docker save archive (.tar or"
          + " .tar.gz)";

  private Images() {}

  /// Opens the image of that name; without a name, the only one.
  ///
  /// @throws Failure as the other `open`
  public static ImageSource open(Path path, Optional<String> name) {
    return open(path, name.<Choice>map(Choice.Named::new).orElseGet(Choice.Only::new));
  }

  /// Opens the image chosen. Blobs are not read yet: `verify` does that.
  ///
  /// @throws Failure (not found) where nothing lies there or nothing has that name; (usage) where
  ///   it is no image, or where several are and none is chosen; (refused) where it is damaged
  public static ImageSource open(Path path, Choice choice) {
    if (Files.isDirectory(path)) {
      return folder(path, choice);
    }
    if (Files.isRegularFile(path)) {
      return archive(path, choice);
    }
    throw Files.exists(path)
        ? noImage(path, "it is neither a directory nor a file", TAKEN)
        : new Failure(Kind.NOT_FOUND, "there is no \"%s\"".formatted(path), TAKEN);
  }

  private static ImageSource folder(Path path, Choice choice) {
    var tree = new FolderTree(path);
    if (OciLayout.isIn(tree)) {
      return Whole.checked(tree.where(), OciLayout.open(tree, choice));
    }
    var sample = tree.sample();
    for (var name : sample) {
      if (Files.isRegularFile(path.resolve(name).resolve("oci-layout"))) {
        throw noImage(path, "the layout is in it", "pass " + path.resolve(name));
      }
    }
    throw noImage(path, "it has no oci-layout, but " + listed(sample), TAKEN);
  }

  private static ImageSource archive(Path path, Choice choice) {
    var tree = tree(path);
    try {
      return inArchive(path, tree, choice);
    } catch (RuntimeException e) {
      tree.close();
      throw e;
    }
  }

  /// Docker 25 and later write one archive as both kinds. The OCI part has manifests of its own and
  /// so comes first, but it may list platforms that were never pulled, and the first Docker 25 left
  /// the layers out of it.
  private static ImageSource inArchive(Path path, TarTree tree, Choice choice) {
    var saved = DockerSave.isIn(tree);
    if (!OciLayout.isIn(tree)) {
      if (saved) {
        return DockerSave.open(tree, choice);
      }
      throw noImage(
          path, "it has no oci-layout and no manifest.json, but " + listed(tree.sample()), TAKEN);
    }
    var image = OciLayout.open(tree, choice);
    if (!saved) {
      return Whole.checked(tree.where(), image);
    }
    return Whole.is(tree.where(), image) && OciLayout.isComplete(image)
        ? image
        : DockerSave.open(tree, choice);
  }

  private static TarTree tree(Path path) {
    try (var file = ArchiveFile.open(path)) {
      var compression = Compression.of(file.start(Compression.MAGIC_LENGTH));
      return switch (compression) {
        case NONE -> tar(path, ArchiveFile.open(path));
        case GZIP -> tar(path, Unpacked.of(file));
        case ZSTD, XZ, BZIP2, LZ4 -> {
          var program = compression.name().toLowerCase(Locale.ROOT);
          throw noImage(
              path,
              "it is compressed with " + program,
              "decompress it first: %s -d %s".formatted(program, path));
        }
      };
    }
  }

  private static TarTree tar(Path path, ArchiveFile file) {
    try {
      var start = file.start(TarBlock.SIZE);
      if (start.length == TarBlock.SIZE && isTar(new TarBlock(start))) {
        return new TarTree(file);
      }
      throw noImage(path, "it is not a tar archive", TAKEN);
    } catch (RuntimeException e) {
      file.close();
      throw e;
    }
  }

  private static boolean isTar(TarBlock start) {
    return start.isZero() || TarHeader.read(start).isPresent();
  }

  private static String listed(List<String> names) {
    return names.isEmpty() ? "is empty" : "holds " + String.join(", ", names);
  }

  private static Failure noImage(Path path, String why, String help) {
    return new Failure(Kind.USAGE, "\"%s\" is not an image".formatted(path), help).because(why);
  }
}
