package belay.net;

import java.io.IOException;
import java.io.InputStream;

/// What a request carries.
public sealed interface Body {
  /// Nothing.
  record None() implements Body {}

  /// A little, held in memory; bodies are sent, never compared.
  @SuppressWarnings("ArrayRecordComponent")
  record Bytes(byte[] bytes) implements Body {}

  /// So much that it is read while it is sent. Each try opens it anew.
  ///
  /// @param length exactly how many bytes the stream gives
  record Streamed(long length, Opener opener) implements Body {}

  /// Opens a streamed body from its first byte; who sends it closes it.
  @FunctionalInterface
  interface Opener {
    InputStream open() throws IOException;
  }
}
