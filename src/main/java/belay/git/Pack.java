package belay.git;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.eclipse.jgit.lib.AnyObjectId;
import org.eclipse.jgit.lib.ObjectId;

/// A pack and its index, mapped into memory (gitformat-pack, "pack-*.idx files", version 2). Shared
/// by threads; each reads through a [#view()] of its own.
///
/// A pack that was deleted since stays readable, as the mapping outlives the file's name.
final class Pack {
  private static final int HEADER = 8;
  private static final int FANOUT = 256 * Integer.BYTES;
  private static final int SIGNATURE = 0xff744f63;
  private static final int IDS = HEADER + FANOUT;
  private static final int CRC = 4;
  private static final int TRAILER = 20;
  private static final int ID = 20;

  private final ByteBuffer index;
  private final ByteBuffer data;
  private final int count;

  private Pack(ByteBuffer index, ByteBuffer data) {
    this.index = index;
    this.data = data;
    this.count = index.getInt(HEADER + FANOUT - Integer.BYTES);
  }

  /// Opens a pack by its index; empty where it is larger than can be mapped at once, or of another
  /// version: JGit reads those.
  static Optional<Pack> open(Path indexFile) throws IOException {
    var name = indexFile.getFileName().toString().replaceFirst("\\.idx$", ".pack");
    var dataFile = indexFile.resolveSibling(name);
    if (Files.size(indexFile) > Integer.MAX_VALUE || Files.size(dataFile) > Integer.MAX_VALUE) {
      return Optional.empty();
    }
    var index = map(indexFile);
    return index.limit() >= IDS && index.getInt(0) == SIGNATURE && index.getInt(4) == 2
        ? Optional.of(new Pack(index, map(dataFile)))
        : Optional.empty();
  }

  private static ByteBuffer map(Path file) throws IOException {
    try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
      return channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
    }
  }

  /// The pack's bytes, with a position of its own, without the checksum at the end.
  ByteBuffer view() {
    return data.duplicate().limit(data.limit() - TRAILER);
  }

  /// How many objects it has.
  int count() {
    return count;
  }

  /// An object, by its number in the order of ids.
  ObjectId id(int number) {
    var id = new byte[ID];
    index.get(IDS + number * ID, id);
    return ObjectId.fromRaw(id);
  }

  /// Where an object's entry begins; -1 where it is not in this pack.
  int offset(AnyObjectId id) {
    var first = id.getFirstByte();
    var low = first == 0 ? 0 : index.getInt(HEADER + (first - 1) * Integer.BYTES);
    var high = index.getInt(HEADER + first * Integer.BYTES);
    var key = ByteBuffer.allocate(ID);
    id.copyRawTo(key);
    var head = key.getLong(0);
    while (low < high) {
      var middle = (low + high) >>> 1;
      var at = IDS + middle * ID;
      var order = Long.compareUnsigned(index.getLong(at), head);
      if (order == 0) {
        order = tail(at, key.array());
      }
      if (order == 0) {
        return offset(middle);
      }
      if (order < 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return -1;
  }

  private int tail(int at, byte[] key) {
    for (var i = Long.BYTES; i < ID; i++) {
      var order = Byte.compareUnsigned(index.get(at + i), key[i]);
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }

  /// Where the entry of an object begins, by its number. Offsets beyond 2 GiB do not occur: such
  /// packs are not opened.
  int offset(int number) {
    return index.getInt(IDS + count * (ID + CRC) + number * Integer.BYTES);
  }
}
