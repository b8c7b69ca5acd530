package belay.git;

import java.io.IOException;
import java.util.function.IntFunction;

/// Applies a delta (gitformat-pack, "Deltified representation"): the sizes of both sides, then
/// instructions to copy from the base or to insert what follows.
final class DeltaCode {
  private static final int COPY = 0x80;
  private static final int SIZE_BIT = 0x10;
  private static final int WHOLE = 0x10000;

  private final byte[] code;
  private int at;

  private DeltaCode(byte[] code) {
    this.code = code;
  }

  /// @param arrays gives arrays of a size, with anything in them
  static byte[] apply(byte[] base, byte[] code, IntFunction<byte[]> arrays) throws IOException {
    var delta = new DeltaCode(code);
    try {
      return delta.run(base, arrays);
    } catch (IndexOutOfBoundsException | NegativeArraySizeException e) {
      throw new IOException("a damaged delta", e);
    }
  }

  /// How many bytes the result has.
  static int length(byte[] code) throws IOException {
    var delta = new DeltaCode(code);
    delta.number();
    return delta.number();
  }

  /// Where some bytes of the base are in the result; -1 where not, or not in one piece.
  static int moved(byte[] code, int from, int to) throws IOException {
    var delta = new DeltaCode(code);
    try {
      return delta.find(from, to);
    } catch (IndexOutOfBoundsException e) {
      throw new IOException("a damaged delta", e);
    }
  }

  private int find(int from, int to) {
    number();
    number();
    var done = 0;
    while (at < code.length) {
      var command = code[at++] & 0xff;
      if ((command & COPY) == 0) {
        at += command;
        done += command;
      } else {
        var start = operand(command, 1, Integer.BYTES);
        var size = size(command);
        if (start <= from && to <= start + size) {
          return done + from - start;
        }
        done += size;
      }
    }
    return -1;
  }

  private int size(int command) {
    var size = operand(command, SIZE_BIT, 3);
    return size == 0 ? WHOLE : size;
  }

  private byte[] run(byte[] base, IntFunction<byte[]> arrays) throws IOException {
    if (number() != base.length) {
      throw new IOException("a delta on another base");
    }
    var result = arrays.apply(number());
    var to = 0;
    while (at < code.length) {
      var command = code[at++] & 0xff;
      if ((command & COPY) == 0) {
        System.arraycopy(code, at, result, to, command);
        at += command;
        to += command;
      } else {
        var from = operand(command, 1, Integer.BYTES);
        var size = size(command);
        System.arraycopy(base, from, result, to, size);
        to += size;
      }
    }
    if (to != result.length) {
      throw new IOException("a delta that ends early");
    }
    return result;
  }

  private int operand(int command, int firstBit, int bytes) {
    var value = 0;
    for (var i = 0; i < bytes; i++) {
      if ((command & firstBit << i) != 0) {
        value |= (code[at++] & 0xff) << (8 * i);
      }
    }
    return value;
  }

  private int number() {
    var value = 0;
    for (var shift = 0; ; shift += 7) {
      var next = code[at++];
      value |= (next & 0x7f) << shift;
      if (next >= 0) {
        return value;
      }
    }
  }
}
