package belay.git.history;

import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/// Names of objects one after the other, each found by its name.
final class IdColumn {
  static final int NOWHERE = -1;

  private static final HexFormat HEX = HexFormat.of();
  private static final int SCANS = 8;

  private final int width;
  private final ByteColumn bytes;
  private int scans;
  private int @Nullable [] slots;

  /// @param width how many bytes a name has: 20, or 32 where they are by SHA-256
  /// @param bytes the names
  IdColumn(int width, ByteColumn bytes) {
    this.width = width;
    this.bytes = bytes;
  }

  int width() {
    return width;
  }

  ByteColumn bytes() {
    return bytes;
  }

  int size() {
    return bytes.size() / width;
  }

  IdColumn first(int count) {
    return new IdColumn(width, bytes.first(count * width));
  }

  String hex(int index) {
    return HEX.formatHex(id(index));
  }

  byte[] id(int index) {
    return bytes.range(index * width, (index + 1) * width);
  }

  /// Where a name stands; [#NOWHERE] where it does not. Not to be mixed with adding.
  int find(String hex) {
    return hex.length() == 2 * width ? find(HEX.parseHex(hex), 0) : NOWHERE;
  }

  /// The same for a name among other bytes. The first few times they are all looked at, from the
  /// last on; a table is worth its while after that.
  int find(byte[] others, int from) {
    var table = slots;
    if (table == null) {
      if (scans++ < SCANS) {
        return scan(others, from);
      }
      table = table();
      slots = table;
    }
    var word = ByteColumn.of(others).word(from);
    for (var slot = word & (table.length - 1);
        table[slot] != 0;
        slot = (slot + 1) & (table.length - 1)) {
      if (bytes.equal((table[slot] - 1) * width, others, from, width)) {
        return table[slot] - 1;
      }
    }
    return NOWHERE;
  }

  private int scan(byte[] others, int from) {
    for (var i = size() - 1; i >= 0; i--) {
      if (bytes.equal(i * width, others, from, width)) {
        return i;
      }
    }
    return NOWHERE;
  }

  private int[] table() {
    var table = new int[Integer.highestOneBit(Math.max(1, size())) * 4];
    for (var i = 0; i < size(); i++) {
      var slot = bytes.word(i * width) & (table.length - 1);
      while (table[slot] != 0) {
        slot = (slot + 1) & (table.length - 1);
      }
      table[slot] = i + 1;
    }
    return table;
  }

  /// Whether a name stands for nothing.
  boolean isNone(int index) {
    return bytes.equal(index * width, new byte[width], 0, width);
  }

  static byte[] parse(String hex) {
    return HEX.parseHex(hex);
  }
}
