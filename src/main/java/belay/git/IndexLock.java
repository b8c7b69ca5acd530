package belay.git;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Optional;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;

/// Git's lock of the index, held by Belay. The lock file says whose it is from its first moment on,
/// so that what a killed run leaves is known for certain; the new index is made beside it.
final class IndexLock implements AutoCloseable {
  private static final byte[] OURS = "belay\n".getBytes(UTF_8);
  private static final String MARK = "belay.mark";
  private static final String INDEX = "belay.index";

  private final Path gitDirectory;
  private final Repository aside;
  private final DirCache index;

  private IndexLock(Repository repository) throws IOException {
    this.gitDirectory = directory(repository);
    var made = gitDirectory.resolve(INDEX);
    var known = repository.getIndexFile().toPath();
    if (Files.exists(known)) {
      // its time tells which entries may have changed since without looking so
      Files.copy(
          known, made, StandardCopyOption.COPY_ATTRIBUTES, StandardCopyOption.REPLACE_EXISTING);
    }
    this.aside =
        new FileRepositoryBuilder()
            .setGitDir(repository.getDirectory())
            .setWorkTree(repository.getWorkTree())
            .setIndexFile(made.toFile())
            .build();
    this.index = aside.lockDirCache();
  }

  private static Path directory(Repository repository) {
    return repository.getDirectory().toPath();
  }

  private static Path lock(Path gitDirectory) {
    return gitDirectory.resolve("index.lock");
  }

  /// Takes the lock; empty where somebody else has it.
  static Optional<IndexLock> take(Repository repository) throws IOException {
    if (!create(directory(repository))) {
      return Optional.empty();
    }
    try {
      return Optional.of(new IndexLock(repository));
    } catch (IOException | RuntimeException e) {
      release(directory(repository));
      throw e;
    }
  }

  private static boolean create(Path gitDirectory) throws IOException {
    var mark = gitDirectory.resolve(MARK);
    Files.write(mark, OURS);
    try {
      Files.createLink(lock(gitDirectory), mark);
    } catch (FileAlreadyExistsException _) {
      return false;
    } catch (UnsupportedOperationException | FileSystemException _) {
      return createPlain(gitDirectory);
    } finally {
      Files.deleteIfExists(mark);
    }
    return true;
  }

  /// For file systems without hard links.
  private static boolean createPlain(Path gitDirectory) throws IOException {
    try {
      Files.write(lock(gitDirectory), OURS, StandardOpenOption.CREATE_NEW);
      return true;
    } catch (FileAlreadyExistsException _) {
      return false;
    }
  }

  /// The index as it is, to be changed.
  DirCache index() {
    return index;
  }

  /// Puts the changed index into place.
  void commit() throws IOException {
    index.write();
    if (!index.commit()) {
      throw new IOException("the index could not be replaced");
    }
    Files.move(
        gitDirectory.resolve(INDEX),
        gitDirectory.resolve("index"),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }

  @Override
  public void close() throws IOException {
    index.unlock();
    aside.close();
    release(gitDirectory);
  }

  /// Removes what a killed run left. To be called by whoever has the [Turn], so that no other Belay
  /// is alive that it could belong to.
  static void removeStale(Path gitDirectory) throws IOException {
    if (isOurs(lock(gitDirectory))) {
      release(gitDirectory);
    }
    Files.deleteIfExists(gitDirectory.resolve(MARK));
  }

  private static boolean isOurs(Path lock) throws IOException {
    return Files.isRegularFile(lock)
        && Files.size(lock) == OURS.length
        && Arrays.equals(Files.readAllBytes(lock), OURS);
  }

  private static void release(Path gitDirectory) throws IOException {
    Files.deleteIfExists(gitDirectory.resolve(INDEX + ".lock"));
    Files.deleteIfExists(gitDirectory.resolve(INDEX));
    Files.deleteIfExists(lock(gitDirectory));
  }
}
