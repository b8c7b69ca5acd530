package belay.git.history;

import java.nio.ByteBuffer;
import java.util.Arrays;

/// Bytes one after the other, as many as come.
final class ByteColumn {
  private static final int FIRST = 1024;

  private byte[] bytes;
  private int size;

  ByteColumn() {
    this(new byte[FIRST], 0);
  }

  private ByteColumn(byte[] bytes, int size) {
    this.bytes = bytes;
    this.size = size;
  }

  /// The first bytes of this one, with room for some more.
  ByteColumn first(int length) {
    return new ByteColumn(Arrays.copyOf(bytes, length + length / 64 + FIRST), length);
  }

  static ByteColumn of(byte[] bytes) {
    return new ByteColumn(bytes, bytes.length);
  }

  int size() {
    return size;
  }

  byte get(int index) {
    return bytes[index];
  }

  /// Where a byte stands first from one on; the size where it does not.
  int indexOf(char wanted, int from) {
    var at = from;
    while (at < size && bytes[at] != wanted) {
      at++;
    }
    return at;
  }

  void add(int value) {
    if (size == bytes.length) {
      bytes = Arrays.copyOf(bytes, 2 * Math.max(FIRST, size));
    }
    bytes[size++] = (byte) value;
  }

  void addAll(byte[] more) {
    addAll(more, 0, more.length);
  }

  void addAll(byte[] more, int from, int length) {
    if (size + length > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * size, size + length));
    }
    System.arraycopy(more, from, bytes, size, length);
    size += length;
  }

  void clear() {
    size = 0;
  }

  /// What stands from one byte up to another.
  byte[] range(int from, int to) {
    return Arrays.copyOfRange(bytes, from, to);
  }

  boolean equal(int from, byte[] other, int otherFrom, int length) {
    return Arrays.equals(bytes, from, from + length, other, otherFrom, otherFrom + length);
  }

  /// Four bytes from one on, as one number.
  int word(int from) {
    return (bytes[from] & 0xff) << 24
        | (bytes[from + 1] & 0xff) << 16
        | (bytes[from + 2] & 0xff) << 8
        | (bytes[from + 3] & 0xff);
  }

  ByteBuffer buffer() {
    return ByteBuffer.wrap(bytes, 0, size);
  }
}
