package belay.layout.tar;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.Optional;

/// 512 bytes, tar's unit.
public final class TarBlock {
  /// The bytes of a block.
  public static final int SIZE = 512;

  private final byte[] bytes;

  /// @param bytes 512 of them, the caller's no longer
  public TarBlock(byte[] bytes) {
    this.bytes = bytes;
  }

  /// A byte as a number from 0 to 255.
  int at(int index) {
    return bytes[index] & 0xff;
  }

  /// Whether all bytes are zero: two such blocks end an archive.
  public boolean isZero() {
    for (var b : bytes) {
      if (b != 0) {
        return false;
      }
    }
    return true;
  }

  /// The text up to the first NUL.
  String text(int from, int length) {
    var end = from;
    while (end < from + length && bytes[end] != 0) {
      end++;
    }
    return new String(bytes, from, end - from, UTF_8);
  }

  /// A number in octal, or in base 256 as GNU tar writes those that need more room; empty where it
  /// is neither, or negative.
  Optional<Long> number(int from, int length) {
    if ((bytes[from] & 0x80) != 0) {
      return base256(Arrays.copyOfRange(bytes, from, from + length));
    }
    var digits = new String(bytes, from, length, ISO_8859_1).replace('\0', ' ').strip();
    try {
      return Optional.of(digits.isEmpty() ? 0L : Long.parseLong(digits, 8)).filter(n -> n >= 0);
    } catch (NumberFormatException _) {
      return Optional.empty();
    }
  }

  private static Optional<Long> base256(byte[] field) {
    if (field[0] != (byte) 0x80) {
      return Optional.empty();
    }
    var number = 0L;
    for (var i = 1; i < field.length; i++) {
      if (number >>> 55 != 0) {
        return Optional.empty();
      }
      number = (number << 8) | (field[i] & 0xff);
    }
    return Optional.of(number);
  }
}
