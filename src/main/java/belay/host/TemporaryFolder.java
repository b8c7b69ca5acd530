package belay.host;

import belay.failure.Failure;
import belay.failure.Kind;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/// A folder for files that nobody needs afterwards, and that nobody else may read. It goes when it
/// is closed, and when the process is interrupted.
public final class TemporaryFolder implements AutoCloseable {
  private final Path path;
  private final Interrupts.Cleanup cleanup;

  private TemporaryFolder(Path path) {
    this.path = path;
    this.cleanup = Interrupts.cleanup(this::delete);
  }

  /// Makes one.
  ///
  /// @param prefix what its name begins with
  public static TemporaryFolder create(String prefix) {
    try {
      return new TemporaryFolder(Files.createTempDirectory(prefix));
    } catch (IOException e) {
      throw new Failure(
          Kind.BUG,
          "no temporary folder can be made",
          "make room there, or set java.io.tmpdir: JAVA_TOOL_OPTIONS=-Djava.io.tmpdir=DIR",
          e);
    }
  }

  public Path path() {
    return path;
  }

  private void delete() {
    try {
      var _ = Files.walkFileTree(path, new Deletion());
    } catch (IOException _) {
      // what is left is in the system's folder for such
    }
  }

  @Override
  public void close() {
    cleanup.close();
    delete();
  }

  private static final class Deletion extends SimpleFileVisitor<Path> {
    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      Files.deleteIfExists(file);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) {
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException e)
        throws IOException {
      Files.deleteIfExists(folder);
      return FileVisitResult.CONTINUE;
    }
  }
}
