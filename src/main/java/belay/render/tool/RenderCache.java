package belay.render.tool;

import static java.nio.charset.StandardCharsets.UTF_8;

import belay.helm.HelmOutcome;
import belay.host.Host;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/// What charts have rendered to, by all that they were rendered with, in the user's cache: nobody
/// else may read it, and it can be thrown away at any time. Safe for use by several threads and
/// processes.
final class RenderCache implements AutoCloseable {
  private static final long LARGEST = 256L << 20;
  private static final int LARGEST_FILE = 64 << 20;
  private static final int WARNING_LINES = 100;

  private final Path root;
  private final AtomicInteger written = new AtomicInteger();
  private volatile boolean usable = true;

  RenderCache(Host host) {
    this.root = host.cache().resolve("render");
  }

  /// What was rendered before; empty where nothing was, or it cannot be read.
  Optional<HelmOutcome.Rendered> find(String key) {
    var file = file(key);
    try (var in = new InflaterInputStream(new ByteArrayInputStream(Files.readAllBytes(file)))) {
      var text = new String(in.readNBytes(LARGEST_FILE), UTF_8);
      var end = text.indexOf("\n\n");
      return end < 0
          ? Optional.empty()
          : Optional.of(
              new HelmOutcome.Rendered(
                  text.substring(end + 2),
                  text.substring(0, end).lines().filter(line -> !line.isEmpty()).toList()));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private Path file(String key) {
    return folder(key).resolve(key.substring(2));
  }

  private Path folder(String key) {
    return root.resolve(key.substring(0, 2));
  }

  /// Keeps it. A cache that cannot be written is none.
  void keep(String key, HelmOutcome.Rendered rendered) {
    if (!usable) {
      return;
    }
    try {
      var file = file(key);
      makeFolder(folder(key));
      var aside = Files.createTempFile(root, "new", "");
      Files.write(aside, packed(rendered));
      Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE);
      var _ = written.incrementAndGet();
    } catch (IOException e) {
      usable = false;
    }
  }

  private void makeFolder(Path folder) throws IOException {
    if (!Files.isDirectory(root)) {
      var own = PosixFilePermissions.fromString("rwx------");
      Files.createDirectories(root, PosixFilePermissions.asFileAttribute(own));
    }
    Files.createDirectories(folder);
  }

  private static byte[] packed(HelmOutcome.Rendered rendered) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var out = new DeflaterOutputStream(bytes)) {
      var warnings = String.join("\n", rendered.warnings().stream().limit(WARNING_LINES).toList());
      out.write((warnings + "\n\n" + rendered.manifests()).getBytes(UTF_8));
    }
    return bytes.toByteArray();
  }

  /// Deletes the oldest where it has become too large.
  @Override
  public void close() {
    if (written.get() == 0) {
      return;
    }
    try (var all = Files.walk(root)) {
      var files = all.filter(Files::isRegularFile).map(Kept::of).toList();
      var size = files.stream().mapToLong(Kept::size).sum();
      for (var kept : files.stream().sorted(Comparator.comparing(Kept::time)).toList()) {
        if (size <= LARGEST) {
          return;
        }
        Files.deleteIfExists(kept.file());
        size -= kept.size();
      }
    } catch (IOException | UncheckedIOException e) {
      // the next one will
    }
  }

  private record Kept(Path file, long size, FileTime time) {
    private static Kept of(Path file) {
      try {
        return new Kept(file, Files.size(file), Files.getLastModifiedTime(file));
      } catch (IOException e) {
        return new Kept(file, 0, FileTime.fromMillis(0));
      }
    }
  }
}
