package belay.layout;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/// Writes archives for tests, header by header, so that a test decides each byte.
public final class Tar {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  public Tar file(String name, byte[] data) {
    return entry(name, '0', "", data);
  }

  public Tar file(String name, String data) {
    return file(name, data.getBytes(UTF_8));
  }

  public Tar link(char type, String name, String target) {
    return entry(name, type, target, new byte[0]);
  }

  /// A pax extended header for the entry behind it.
  public Tar pax(String key, String value) {
    var length = key.length() + value.getBytes(UTF_8).length + 3;
    var digits = String.valueOf(length + 2).length();
    return entry(
        "pax", 'x', "", "%d %s=%s\n".formatted(length + digits, key, value).getBytes(UTF_8));
  }

  Tar entry(String name, char type, String link, byte[] data) {
    var header = header(name, type, link, data.length);
    out.writeBytes(header);
    out.writeBytes(data);
    out.writeBytes(new byte[(512 - data.length % 512) % 512]);
    return this;
  }

  public static byte[] header(String name, char type, String link, long size) {
    var block = new byte[512];
    put(block, 0, name);
    put(block, 100, "0000644\0" + "0000000\0" + "0000000\0" + "%011o\0".formatted(size));
    put(block, 136, "00000000000\0" + "        " + type + link);
    put(block, 257, "ustar\0" + "00");
    var sum = 0;
    for (var b : block) {
      sum += b & 0xff;
    }
    put(block, 148, "%06o\0 ".formatted(sum));
    return block;
  }

  private static void put(byte[] block, int at, String text) {
    var bytes = text.getBytes(UTF_8);
    System.arraycopy(bytes, 0, block, at, bytes.length);
  }

  public byte[] end() {
    var bytes = out.toByteArray();
    return Arrays.copyOf(bytes, bytes.length + 1024);
  }
}
