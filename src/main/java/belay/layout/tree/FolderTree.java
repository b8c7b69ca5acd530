package belay.layout.tree;

import belay.failure.Failure;
import belay.failure.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;

/// A directory. Symbolic links are followed wherever they lead: Bazel's rules_oci links blobs into
/// its cache, and the paths asked for are fixed or built from digests, so no name can escape.
public record FolderTree(Path folder) implements FileTree {
  private static final int SAMPLE = 5;

  @Override
  public String where() {
    return folder.toString();
  }

  /// A pipe or a device is refused before it is opened, as opening one may wait for ever.
  @Override
  public Optional<Content> find(String path) {
    var file = folder.resolve(path);
    if (Files.isRegularFile(file)) {
      return Optional.of(new InFile(path, file, size(file)));
    }
    if (Files.isSymbolicLink(file) && !Files.exists(file)) {
      throw dangling(path, file);
    }
    if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new Failure(
          Kind.REFUSED,
          "%s in \"%s\" is not a file".formatted(path, folder),
          "build the image again");
    }
    return Optional.empty();
  }

  private long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw Damage.unreadable(where(), e);
    }
  }

  private Failure dangling(String path, Path file) {
    var failure =
        new Failure(
            Kind.REFUSED,
            "%s in \"%s\" is a symbolic link to a file that is not there".formatted(path, folder),
            "build the image again; with Bazel and a remote cache, add"
                + " --remote_download_outputs=all");
    try {
      return failure.because("it points to " + Files.readSymbolicLink(file));
    } catch (IOException _) {
      return failure;
    }
  }

  @Override
  public List<String> sample() {
    try (var files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().limit(SAMPLE).toList();
    } catch (IOException e) {
      throw Damage.unreadable(where(), e);
    }
  }

  @Override
  public void close() {}

  private record InFile(String name, Path file, long size) implements Content {
    @Override
    public InputStream from(long offset) throws IOException {
      var channel = FileChannel.open(file, StandardOpenOption.READ);
      return new RangeStream(channel, 0, size, offset) {
        @Override
        public void close() throws IOException {
          channel.close();
        }
      };
    }
  }
}
