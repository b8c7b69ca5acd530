package belay.git.history;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.zip.CRC32C;

/// Columns in a file: each with its length before it, and a checksum of all at the end.
final class ColumnFile {
  private ColumnFile() {}

  /// Puts columns together, and then into a file that is there as a whole or not at all.
  static final class Writer {
    private final List<ByteBuffer> parts = new ArrayList<>();

    Writer text(String text) {
      return bytes(ByteBuffer.wrap(text.getBytes(UTF_8)));
    }

    Writer bytes(ByteBuffer bytes) {
      parts.add(buffer(Integer.BYTES).putInt(bytes.remaining()).flip());
      parts.add(bytes);
      return this;
    }

    Writer ints(int... values) {
      var bytes = buffer(values.length * Integer.BYTES);
      bytes.asIntBuffer().put(values);
      return bytes(bytes);
    }

    Writer longs(long... values) {
      var bytes = buffer(values.length * Long.BYTES);
      bytes.asLongBuffer().put(values);
      return bytes(bytes);
    }

    void save(Path file) throws IOException {
      var sum = new CRC32C();
      parts.forEach(part -> sum.update(part.duplicate()));
      parts.add(buffer(Long.BYTES).putLong(sum.getValue()).flip());
      var aside = file.resolveSibling(file.getFileName() + "." + UUID.randomUUID());
      try {
        try (var channel =
            FileChannel.open(aside, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
          var all = parts.toArray(ByteBuffer[]::new);
          while (all[all.length - 1].hasRemaining()) {
            channel.write(all);
          }
        }
        Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(aside);
      }
    }
  }

  /// Takes columns out again, in the order in which they were put together.
  static final class Reader {
    private final ByteBuffer all;

    /// @throws IOException where the file is not one, or damaged
    Reader(Path file) throws IOException {
      this(Files.readAllBytes(file));
    }

    private Reader(byte[] bytes) throws IOException {
      var sum = new CRC32C();
      var length = bytes.length - Long.BYTES;
      if (length < 0) {
        throw damaged();
      }
      sum.update(bytes, 0, length);
      this.all = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
      if (all.getLong(length) != sum.getValue()) {
        throw damaged();
      }
      all.limit(length);
    }

    private static IOException damaged() {
      return new IOException("damaged");
    }

    private ByteBuffer part() throws IOException {
      if (all.remaining() < Integer.BYTES) {
        throw damaged();
      }
      var length = all.getInt();
      if (length < 0 || length > all.remaining()) {
        throw damaged();
      }
      var part = all.slice(all.position(), length).order(ByteOrder.LITTLE_ENDIAN);
      all.position(all.position() + length);
      return part;
    }

    byte[] bytes() throws IOException {
      var part = part();
      var bytes = new byte[part.remaining()];
      part.get(bytes);
      return bytes;
    }

    String text() throws IOException {
      return new String(bytes(), UTF_8);
    }

    int[] ints() throws IOException {
      var part = part().asIntBuffer();
      var values = new int[part.remaining()];
      part.get(values);
      return values;
    }

    long[] longs() throws IOException {
      var part = part().asLongBuffer();
      var values = new long[part.remaining()];
      part.get(values);
      return values;
    }
  }

  private static ByteBuffer buffer(int length) {
    return ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
  }
}
