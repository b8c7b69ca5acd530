package belay.net;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// An answer without an end, line by line as the server tells them: each line is bounded, and so is
/// the silence between them. Only as much is taken from the network as is asked for here. One
/// thread reads; any may close.
public final class LineStream implements AutoCloseable {
  private final BlockingQueue<Piece> pieces = new LinkedBlockingQueue<>();
  private volatile Flow.Subscription subscription = new BoundedBody.Unsubscribed();
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private final int longest;
  private byte[] current = {};
  private int at;

  LineStream(int longest) {
    this.longest = longest;
  }

  /// What came from the network.
  private sealed interface Piece {
    @SuppressWarnings("ArrayRecordComponent")
    record Bytes(byte[] bytes) implements Piece {}

    record End() implements Piece {}

    record Broken(Throwable cause) implements Piece {}
  }

  /// The next line without its end; empty when the server has ended the answer, an unfinished last
  /// line being no line.
  ///
  /// @param silence how long no byte may come
  /// @throws IOException when the connection breaks, is silent for too long, or a line is too long
  public Optional<String> next(Duration silence) throws IOException {
    while (true) {
      while (at < current.length) {
        var b = current[at++];
        if (b == '\n') {
          var text = line.toString(UTF_8);
          line.reset();
          return Optional.of(text.endsWith("\r") ? text.substring(0, text.length() - 1) : text);
        }
        if (line.size() == longest) {
          throw new BoundedBody.TooLong(longest);
        }
        line.write(b);
      }
      switch (await(silence)) {
        case Piece.Bytes(var bytes) -> {
          current = bytes;
          at = 0;
          subscription.request(1);
        }
        case Piece.End _ -> {
          return Optional.empty();
        }
        case Piece.Broken(var cause) -> throw new IOException("the answer broke off", cause);
      }
    }
  }

  private Piece await(Duration silence) throws IOException {
    try {
      var piece = pieces.poll(silence.toMillis(), TimeUnit.MILLISECONDS);
      if (piece == null) {
        throw new HttpTimeoutException("nothing came for " + silence.toSeconds() + " s");
      }
      return piece;
    } catch (InterruptedException e) {
      throw Retry.interrupted(e);
    }
  }

  @Override
  public void close() {
    subscription.cancel();
    pieces.add(new Piece.End());
  }

  /// Gives the bytes to the stream as they come.
  BodySubscriber<LineStream> subscriber() {
    return new BodySubscriber<>() {
      @Override
      public CompletionStage<LineStream> getBody() {
        return CompletableFuture.completedFuture(LineStream.this);
      }

      @Override
      public void onSubscribe(Flow.Subscription given) {
        subscription = given;
        given.request(1);
      }

      @Override
      public void onNext(List<ByteBuffer> chunks) {
        var bytes = new ByteArrayOutputStream();
        for (var chunk : chunks) {
          var copy = new byte[chunk.remaining()];
          chunk.get(copy);
          bytes.writeBytes(copy);
        }
        pieces.add(new Piece.Bytes(bytes.toByteArray()));
      }

      @Override
      public void onError(Throwable cause) {
        pieces.add(new Piece.Broken(cause));
      }

      @Override
      public void onComplete() {
        pieces.add(new Piece.End());
      }
    };
  }
}
