package belay.registry.push;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.LongConsumer;

/// Tells somebody how much was read.
final class CountedStream extends FilterInputStream {
  private final LongConsumer counter;

  CountedStream(InputStream from, LongConsumer counter) {
    super(from);
    this.counter = counter;
  }

  @Override
  public int read() throws IOException {
    var octet = super.read();
    if (octet >= 0) {
      counter.accept(1);
    }
    return octet;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    var n = super.read(bytes, offset, length);
    if (n > 0) {
      counter.accept(n);
    }
    return n;
  }
}
