package belay.demo;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/// Writes a layer: an archive in POSIX's ustar format whose every byte follows from its files.
final class SampleTar {
  private static final int BLOCK = 512;
  private static final int CHECKSUM = 148;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  SampleTar folder(String name) {
    out.writeBytes(header(name + "/", '5', 0755, 0));
    return this;
  }

  SampleTar file(String name, int mode, String text) {
    var bytes = text.getBytes(UTF_8);
    out.writeBytes(header(name, '0', mode, bytes.length));
    out.writeBytes(Arrays.copyOf(bytes, Math.ceilDiv(bytes.length, BLOCK) * BLOCK));
    return this;
  }

  /// The archive, with the two empty blocks that end it.
  byte[] bytes() {
    return Arrays.copyOf(out.toByteArray(), out.size() + 2 * BLOCK);
  }

  /// Owner root, time 0; the checksum is taken with blanks in its own place.
  private static byte[] header(String name, char type, int mode, int size) {
    var block = new byte[BLOCK];
    put(block, 0, name);
    put(
        block,
        100,
        "%07o\0%07o\0%07o\0%011o\0%011o\0        %c".formatted(mode, 0, 0, size, 0, type));
    put(block, 257, "ustar\00000");
    var sum = 0;
    for (var b : block) {
      sum += b;
    }
    put(block, CHECKSUM, "%06o\0 ".formatted(sum));
    return block;
  }

  private static void put(byte[] block, int at, String text) {
    var bytes = text.getBytes(US_ASCII);
    System.arraycopy(bytes, 0, block, at, bytes.length);
  }
}
