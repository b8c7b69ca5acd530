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
  private static final long UNSIGNED = 0xffffffffL;

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
  ///
  /// Ids are spread evenly, so that the next guess is where the id would stand if they were so
  /// between the bounds: some three looks instead of ten. Every other guess is the middle, so that
  /// an index made to be hard takes no more than twice as long.
  int offset(AnyObjectId id) {
    var first = id.getFirstByte();
    var low = first == 0 ? 0 : index.getInt(HEADER + (first - 1) * Integer.BYTES);
    var high = index.getInt(HEADER + first * Integer.BYTES);
    var key = ByteBuffer.allocate(ID);
    id.copyRawTo(key);
    var head = key.getInt(0) & UNSIGNED;
    var below = (long) first << 24;
    var above = below + (1L << 24);
    for (var guess = true; low < high; guess = !guess) {
      var share = guess ? (double) (head - below) / (above - below) : 0.5;
      var look = low + Math.min(high - low - 1, (int) (share * (high - low)));
      var there = index.getInt(IDS + look * ID) & UNSIGNED;
      var order = there == head ? tail(look, key.array()) : Long.compare(there, head);
      if (order == 0) {
        return offset(look);
      }
      if (order < 0) {
        low = look + 1;
        below = there;
      } else {
        high = look;
        above = there + 1;
      }
    }
    return -1;
  }

  private int tail(int number, byte[] key) {
    for (var i = Integer.BYTES; i < ID; i++) {
      var order = Byte.compareUnsigned(index.get(IDS + number * ID + i), key[i]);
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
