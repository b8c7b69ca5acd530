package belay.layout.tree;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;

/// Bytes on disk that can be read again and again, from any place on, by several threads at once.
public interface Content {
  /// What messages call it: its path in the layout or archive.
  String name();

  long size();

  /// The bytes from `offset` to the end, `size() - offset` of them whatever happens to the file
  /// meanwhile: never more, and an exception where there are fewer.
  InputStream from(long offset) throws IOException;

  /// Content that was made rather than found.
  static Content made(String name, byte[] bytes) {
    return new Content() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public long size() {
        return bytes.length;
      }

      @Override
      public InputStream from(long offset) {
        var start = Math.toIntExact(offset);
        return new ByteArrayInputStream(bytes, start, bytes.length - start);
      }
    };
  }
}
