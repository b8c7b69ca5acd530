package belay.git;

import static java.nio.charset.StandardCharsets.US_ASCII;

import belay.failure.Failure;
import belay.failure.Kind;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.jgit.errors.ConfigInvalidException;
import org.eclipse.jgit.storage.file.FileBasedConfig;
import org.eclipse.jgit.util.FS;

/// What a repository's objects are named by: sha1, or sha256, which the library underneath takes
/// for damage.
final class ObjectFormat {
  private static final byte[] SHA256 = "object-format=sha256".getBytes(US_ASCII);
  private static final int LOOKED_AT = 8192;

  private ObjectFormat() {}

  /// Refuses a repository on this machine, by its configuration.
  ///
  /// @param folder a Git directory, or the folder that holds one as `.git`
  static void requireSha1(Path folder) {
    var inside = folder.resolve(".git/config");
    var file = Files.isRegularFile(inside) ? inside : folder.resolve("config");
    var shared = folder.resolve("commondir");
    try {
      if (Files.isRegularFile(shared)) {
        file = folder.resolve(Files.readString(shared).strip()).resolve("config");
      }
      var config = new FileBasedConfig(file.toFile(), FS.DETECTED);
      config.load();
      if ("sha256".equalsIgnoreCase(config.getString("extensions", null, "objectFormat"))) {
        throw unsupported();
      }
    } catch (IOException | ConfigInvalidException _) {
      // whoever opens the repository says what is wrong with it
    }
  }

  /// The same bytes; fails where the server's advertisement among them says sha256.
  static InputStream watched(InputStream in) {
    return new Watching(in);
  }

  private static Failure unsupported() {
    return new Failure(
        Kind.USAGE,
        "the repository has sha256 objects, which Belay cannot work with yet",
        "use a repository made with: git init --object-format=sha1");
  }

  /// Looks for the words in what is read anyway, so that nobody waits for more than the server
  /// sends.
  private static final class Watching extends FilterInputStream {
    private int seen;
    private int matched;

    Watching(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      var next = super.read();
      if (next >= 0) {
        look((byte) next);
      }
      return next;
    }

    @Override
    public int read(byte[] buffer, int from, int length) throws IOException {
      var count = super.read(buffer, from, length);
      for (var i = 0; i < count && seen < LOOKED_AT; i++) {
        look(buffer[from + i]);
      }
      return count;
    }

    private void look(byte next) {
      if (seen++ >= LOOKED_AT) {
        return;
      }
      if (next == SHA256[matched]) {
        matched++;
      } else {
        matched = next == SHA256[0] ? 1 : 0;
      }
      if (matched == SHA256.length) {
        throw unsupported();
      }
    }
  }
}
