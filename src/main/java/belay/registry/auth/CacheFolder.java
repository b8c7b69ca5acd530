package belay.registry.auth;

import static java.nio.charset.StandardCharsets.UTF_8;

import belay.image.Digest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/// Small files for the next run, each named by a hash of what it is about, readable by the user
/// alone. Losing one, or not being able to write one, costs requests and nothing else; so errors
/// are passed over here. Files appear whole or not at all.
public final class CacheFolder {
  private static final int LARGEST = 1 << 20;
  private static final int MOST = 4096;
  private static final String OWN = "rwx------";

  private final Path folder;

  public CacheFolder(Path folder) {
    this.folder = folder;
  }

  static String hash(String text) {
    return Digest.of(text.getBytes(UTF_8)).hex();
  }

  /// What is kept under a key; empty where nothing is, or others may write there.
  public Optional<String> read(String key) {
    if (!isPrivate()) {
      return Optional.empty(); // others could have put there where passwords are to be sent to
    }
    try (var in = Files.newInputStream(file(key))) {
      return Optional.of(new String(in.readNBytes(LARGEST), UTF_8));
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  /// Keeps a text, where that is possible.
  public void write(String key, String content) {
    try {
      Files.createDirectories(
          folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(OWN)));
      if (!isPrivate()) {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString(OWN));
      }
      // made with rw------- by the JDK
      var temporary = Files.createTempFile(folder, "new", "");
      Files.writeString(temporary, content);
      Files.move(temporary, file(key), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException | UnsupportedOperationException _) {
      // a read-only home, a full disk: the next run asks again
    }
  }

  void remove(String key) {
    try {
      Files.deleteIfExists(file(key));
    } catch (IOException _) {
      // it will be replaced or removed another time
    }
  }

  /// Removes what was written before a time, and everything when there is too much of it.
  void prune(Instant before) {
    try (Stream<Path> files = Files.list(folder)) {
      var all = files.limit(2L * MOST).toList();
      for (var file : all) {
        if (all.size() > MOST || Files.getLastModifiedTime(file).toInstant().isBefore(before)) {
          Files.deleteIfExists(file);
        }
      }
    } catch (IOException | UncheckedIOException _) {
      // another process prunes as well, or there is nothing yet
    }
  }

  private boolean isPrivate() {
    try {
      return PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)).equals(OWN);
    } catch (IOException | UnsupportedOperationException _) {
      return false;
    }
  }

  private Path file(String key) {
    return folder.resolve(hash(key));
  }
}
