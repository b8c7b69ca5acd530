package belay.net;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

/// Collects an answer's body up to a limit, however long the server would go on. More than that is
/// an error where the body is what was asked for; of a refusal the beginning is enough.
final class BoundedBody implements BodySubscriber<byte[]> {
  private final CompletableFuture<byte[]> whole = new CompletableFuture<>();
  private final ByteArrayOutputStream collected = new ByteArrayOutputStream();
  private final int limit;
  private final boolean wanted;
  private Flow.Subscription subscription = new Unsubscribed();

  /// @param wanted whether all of it is
  BoundedBody(int limit, boolean wanted) {
    this.limit = limit;
    this.wanted = wanted;
  }

  @Override
  public CompletionStage<byte[]> getBody() {
    return whole;
  }

  @Override
  public void onSubscribe(Flow.Subscription given) {
    subscription = given;
    given.request(Long.MAX_VALUE);
  }

  @Override
  public void onNext(List<ByteBuffer> chunks) {
    for (var chunk : chunks) {
      if (chunk.remaining() > limit - collected.size()) {
        tooLong();
        return;
      }
      var bytes = new byte[chunk.remaining()];
      chunk.get(bytes);
      collected.writeBytes(bytes);
    }
  }

  private void tooLong() {
    subscription.cancel();
    if (wanted) {
      whole.completeExceptionally(new TooLong(limit));
    } else {
      whole.complete(collected.toByteArray());
    }
  }

  @Override
  public void onError(Throwable cause) {
    whole.completeExceptionally(cause);
  }

  @Override
  public void onComplete() {
    whole.complete(collected.toByteArray());
  }

  /// The server's answer goes beyond what a well-meant one has.
  static final class TooLong extends IOException {
    TooLong(int limit) {
      super("the answer is longer than " + limit + " bytes");
    }
  }

  /// Stands in until there is a subscription.
  static final class Unsubscribed implements Flow.Subscription {
    @Override
    public void request(long n) {}

    @Override
    public void cancel() {}
  }
}
