package belay.layout.tree;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Objects;

/// Reads a part of a file. Positions travel with each read, so any number of these share one
/// channel.
public class RangeStream extends InputStream {
  private final FileChannel channel;
  private final long end;
  private long at;

  /// @param position where the content starts in the file
  /// @param size how many bytes it has
  /// @param offset the first byte of it to read
  public RangeStream(FileChannel channel, long position, long size, long offset) {
    this.channel = channel;
    this.end = position + size;
    this.at = position + Objects.checkIndex(offset, size + 1);
  }

  @Override
  public int read() throws IOException {
    var one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int from, int length) throws IOException {
    Objects.checkFromIndexSize(from, length, target.length);
    if (length == 0) {
      return 0;
    }
    if (at >= end) {
      return -1;
    }
    var n = channel.read(ByteBuffer.wrap(target, from, (int) Math.min(end - at, length)), at);
    if (n < 0) {
      throw new EOFException("the file became shorter while it was read");
    }
    at += n;
    return n;
  }

  @Override
  public long skip(long n) {
    var skipped = Math.clamp(n, 0, end - at);
    at += skipped;
    return skipped;
  }

  @Override
  public int available() {
    return (int) Math.min(end - at, Integer.MAX_VALUE);
  }
}
