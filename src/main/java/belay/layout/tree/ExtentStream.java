package belay.layout.tree;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/// Reads a content's extents from a file, and zeros between them. Positions travel with each read,
/// so any number of these share one channel.
public class ExtentStream extends InputStream {
  private final FileChannel channel;
  private final List<Extent> extents;
  private final long size;
  private long at;
  private int next;

  /// @param extents in order of their places in the content, and apart
  public ExtentStream(FileChannel channel, List<Extent> extents, long size, long offset) {
    this.at = Objects.checkIndex(offset, size + 1);
    this.channel = channel;
    this.extents = extents;
    this.size = size;
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
    if (at >= size) {
      return -1;
    }
    while (next < extents.size() && extents.get(next).end() <= at) {
      next++;
    }
    var hole = (next < extents.size() ? extents.get(next).start() : size) - at;
    var n =
        hole > 0 ? zeros(target, from, (int) Math.min(hole, length)) : data(target, from, length);
    at += n;
    return n;
  }

  private static int zeros(byte[] target, int from, int length) {
    Arrays.fill(target, from, from + length, (byte) 0);
    return length;
  }

  private int data(byte[] target, int from, int length) throws IOException {
    var extent = extents.get(next);
    var wanted = (int) Math.min(extent.end() - at, length);
    var n =
        channel.read(
            ByteBuffer.wrap(target, from, wanted), extent.position() + at - extent.start());
    if (n < 0) {
      throw new EOFException("the file became shorter while it was read");
    }
    return n;
  }

  @Override
  public long skip(long n) {
    var skipped = Math.clamp(n, 0, size - at);
    at += skipped;
    return skipped;
  }

  @Override
  public int available() {
    return (int) Math.min(size - at, Integer.MAX_VALUE);
  }
}
