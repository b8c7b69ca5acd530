package belay.host;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Standard output that knows whether the answer arrived: a `PrintStream` swallows what goes wrong,
/// and an answer that a full disk swallowed must not end with 0.
public final class AnswerStream extends PrintStream {
  private static final int BUFFER = 8192;

  private final Sink sink;

  /// Buffered, UTF-8.
  public AnswerStream(OutputStream out) {
    this(new Sink(out));
  }

  private AnswerStream(Sink sink) {
    super(new BufferedOutputStream(sink, BUFFER), false, UTF_8);
    this.sink = sink;
  }

  /// Why a part of the answer is lost; empty where it arrived, or where the reader wanted no more
  /// of it (`| head`).
  public Optional<IOException> lost() {
    flush();
    return Optional.ofNullable(sink.broken)
        .filter(e -> !String.valueOf(e.getMessage()).contains("Broken pipe"));
  }

  private static final class Sink extends FilterOutputStream {
    private @Nullable IOException broken;

    Sink(OutputStream out) {
      super(out);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      try {
        out.write(bytes, from, length);
      } catch (IOException e) {
        broken = e;
        throw e;
      }
    }
  }
}
