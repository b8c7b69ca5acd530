package belay.layout.tar;

import belay.failure.Failure;
import belay.failure.InWords;
import belay.failure.Kind;
import belay.layout.tree.Damage;
import belay.layout.tree.RangeStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/// A gzip-compressed archive, decompressed once into a temporary file: its parts are read in any
/// order and more than once, which gzip does not allow.
///
/// The file loses its name as soon as it is open (on Windows when it is closed), so that nothing is
/// left behind even by a killed process.
public final class Unpacked {
  private static final int CHUNK = 1 << 18;
  private static final long CHECK_EVERY = 1L << 26;
  private static final long LEAVE_FREE = 1L << 28;

  private Unpacked() {}

  /// Decompresses an archive.
  public static ArchiveFile of(ArchiveFile compressed) {
    try {
      var temporary = Files.createTempFile("belay-", ".tar");
      var channel =
          FileChannel.open(
              temporary,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE,
              StandardOpenOption.DELETE_ON_CLOSE);
      try {
        var size = copy(compressed, channel, Files.getFileStore(temporary.getParent()));
        return new ArchiveFile(compressed.where(), channel, size);
      } catch (IOException | RuntimeException e) {
        channel.close();
        throw e;
      }
    } catch (EOFException | ZipException e) {
      throw Damage.archive(compressed.where(), "its gzip compression is broken: " + InWords.of(e));
    } catch (IOException e) {
      throw new Failure(
          Kind.REFUSED,
          "\"%s\" cannot be decompressed".formatted(compressed.where()),
          "decompress it yourself: gunzip " + compressed.where(),
          e);
    }
  }

  private static long copy(ArchiveFile compressed, FileChannel target, FileStore disk)
      throws IOException {
    var chunk = new byte[CHUNK];
    var written = 0L;
    var checkAt = 0L;
    var whole = new RangeStream(compressed.channel(), 0, compressed.size(), 0);
    try (var in = new GZIPInputStream(whole, CHUNK)) {
      for (var n = in.read(chunk); n >= 0; n = in.read(chunk)) {
        if (written >= checkAt) {
          checkRoom(compressed, disk);
          checkAt = written + CHECK_EVERY;
        }
        var buffer = ByteBuffer.wrap(chunk, 0, n);
        while (buffer.hasRemaining()) {
          written += target.write(buffer);
        }
      }
    }
    return written;
  }

  /// A small file can hold a huge one; the disk is not filled to its last byte.
  private static void checkRoom(ArchiveFile compressed, FileStore disk) throws IOException {
    var free = disk.getUsableSpace();
    if (free < LEAVE_FREE) {
      throw new Failure(
              Kind.REFUSED,
              "\"%s\" is too large to decompress here".formatted(compressed.where()),
              "decompress it where there is room: gunzip -k " + compressed.where())
          .because("only %d MiB are free for temporary files".formatted(free >> 20));
    }
  }
}
