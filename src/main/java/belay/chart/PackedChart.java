package belay.chart;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/// A chart that is packed below `charts/`: its definitions are read, so that what calls them can be
/// followed, and its values; nothing of it is edited.
///
/// @param files those that hold definitions or values, by their paths in the archive without its
///   first folder
record PackedChart(Map<String, byte[]> files) {
  private static final int BLOCK = 512;
  private static final int MOST_ENTRIES = 20_000;
  private static final long LARGEST = 2L << 20;
  private static final long MOST_BYTES = 128L << 20;
  private static final Pattern READ =
      Pattern.compile(
          "(?:charts/[\\w.-]+/)*"
              + "(?:values\\.yaml|templates/(?:[\\w.-]+/)*(?:_[\\w.-]+|[\\w.-]+\\.tpl))");

  PackedChart {
    files = Collections.unmodifiableMap(new TreeMap<>(files));
  }

  /// Reads an archive; what is no archive has no files.
  static PackedChart read(InputStream packed) {
    Map<String, byte[]> files = new TreeMap<>();
    try (var in = new DataInputStream(new GZIPInputStream(packed))) {
      var left = MOST_BYTES;
      for (var entry = 0; entry < MOST_ENTRIES && left > 0; entry++) {
        var header = new byte[BLOCK];
        in.readFully(header);
        if (header[0] == 0) {
          break;
        }
        var size = size(header);
        left -= size + BLOCK;
        var path = path(header);
        if (left > 0 && size <= LARGEST && isFile(header) && READ.matcher(path).matches()) {
          var content = new byte[(int) size];
          in.readFully(content);
          files.put(path, content);
          in.skipNBytes(padding(size));
        } else {
          in.skipNBytes(size + padding(size));
        }
      }
    } catch (IOException | NumberFormatException broken) {
      return new PackedChart(files);
    }
    return new PackedChart(files);
  }

  private static boolean isFile(byte[] header) {
    return header[156] == '0' || header[156] == 0;
  }

  private static long padding(long size) {
    return (BLOCK - size % BLOCK) % BLOCK;
  }

  private static long size(byte[] header) {
    var octal = text(header, 124, 12).strip();
    return octal.isEmpty() ? 0 : Long.parseUnsignedLong(octal, 8);
  }

  /// The path without the folder that the archive is packed in.
  private static String path(byte[] header) {
    var prefix = text(header, 345, 155);
    var whole = prefix.isEmpty() ? text(header, 0, 100) : prefix + "/" + text(header, 0, 100);
    return whole.substring(whole.indexOf('/') + 1);
  }

  private static String text(byte[] header, int from, int length) {
    var end = from;
    while (end < from + length && header[end] != 0) {
      end++;
    }
    return new String(header, from, end - from, UTF_8);
  }
}
