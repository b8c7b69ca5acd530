package belay.net;

import belay.host.Interruptions;
import belay.net.proxy.ProxyDenied;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// One request and its answer over the JDK's client, which has no deadline for a body that trickles
/// and none for an upload that stands still: both are kept here.
final class Exchange implements AutoCloseable {
  /// How many times longer a server may think about a streamed body that it has whole: it may have
  /// gigabytes to hash, or to put together in an object store.
  private static final int AFTER_SENDING = 4;

  /// After how long a user wants to know whom is waited for.
  static final Duration SILENCE = Duration.ofSeconds(10);

  private final Request request;
  private final Duration timeouts;
  private final Runnable silent;
  private final SentStream sent = new SentStream();

  /// @param silent told when nothing has come for [#SILENCE], and then again
  Exchange(Request request, Duration timeouts, Runnable silent) {
    this.request = request;
    this.timeouts = timeouts;
    this.silent = silent;
  }

  Response over(HttpClient client, String proxyAuthorization) throws IOException {
    var sending =
        client.sendAsync(
            prepared(proxyAuthorization),
            info -> new BoundedBody(request.limit(), info.statusCode() / 100 == 2));
    var answer = await(sending);
    return new Response(answer.statusCode(), request.uri(), answer.headers().map(), answer.body());
  }

  /// The answer as soon as its first line is there, with what follows still to come.
  HttpResponse<LineStream> begin(HttpClient client, String proxyAuthorization) throws IOException {
    var lines = new LineStream(request.limit());
    return await(client.sendAsync(prepared(proxyAuthorization), _ -> lines.subscriber()));
  }

  private HttpRequest prepared(String proxyAuthorization) {
    var builder =
        HttpRequest.newBuilder(request.uri()).method(request.method(), publisher(request.body()));
    request.headers().forEach(builder::header);
    if (!proxyAuthorization.isEmpty()) {
      builder.header("Proxy-Authorization", proxyAuthorization);
    }
    return builder.build();
  }

  private <T> HttpResponse<T> await(CompletableFuture<HttpResponse<T>> answer) throws IOException {
    var still = Duration.ZERO;
    var before = -1L;
    while (true) {
      var slice = least(SILENCE, limit().minus(still));
      try {
        return ProxyDenied.check(answer.get(slice.toMillis(), TimeUnit.MILLISECONDS));
      } catch (TimeoutException e) {
        still = sent.count() == before || !isStreamed() ? still.plus(slice) : Duration.ZERO;
        before = sent.count();
        if (still.compareTo(SILENCE) >= 0) {
          silent.run();
        }
        if (still.compareTo(limit()) >= 0) {
          answer.cancel(true);
          throw late(e);
        }
      } catch (InterruptedException e) {
        answer.cancel(true);
        throw Interruptions.interrupted(e);
      } catch (ExecutionException e) {
        throw failed(e);
      }
    }
  }

  private IOException failed(ExecutionException e) {
    return sent.broken()
        .orElseGet(
            () -> e.getCause() instanceof IOException io ? io : new IOException(e.getCause()));
  }

  private static Duration least(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  /// How long all may stand still.
  private Duration limit() {
    return isAllSent() ? timeouts.multipliedBy(1 + AFTER_SENDING) : timeouts;
  }

  private boolean isStreamed() {
    return request.body() instanceof Body.Streamed;
  }

  private boolean isAllSent() {
    return request.body() instanceof Body.Streamed(var length, var _) && sent.count() == length;
  }

  private IOException late(TimeoutException cause) {
    var late = new HttpTimeoutException("no answer within " + timeouts.toSeconds() + " s");
    late.initCause(cause);
    return late;
  }

  /// Without a switch over patterns: the start-up cache does not hold what that needs, and it costs
  /// each run 8 ms.
  private BodyPublisher publisher(Body body) {
    if (body instanceof Body.Bytes(var bytes)) {
      return BodyPublishers.ofByteArray(bytes);
    }
    return body instanceof Body.Streamed(var length, var opener) && length > 0
        ? BodyPublishers.fromPublisher(
            BodyPublishers.ofInputStream(() -> sent.open(opener)), length)
        : BodyPublishers.noBody();
  }

  /// The JDK's publisher leaves the stream open when the connection breaks.
  @Override
  public void close() throws IOException {
    sent.close();
  }

  /// A streamed body under way, and how much of it was read so far.
  private static final class SentStream extends InputStream {
    private volatile InputStream from = nullInputStream();
    private volatile @Nullable Unreadable broken;
    private final AtomicLong count = new AtomicLong();

    /// An error while opening is told when the first byte is asked for: the JDK's publisher has no
    /// other place for it.
    InputStream open(Body.Opener opener) {
      try {
        from.close();
        from = opener.open();
      } catch (IOException e) {
        from = new Broken(e);
      }
      return this;
    }

    /// Why it cannot be read any further.
    Optional<IOException> broken() {
      return Optional.ofNullable(broken);
    }

    long count() {
      return count.get();
    }

    @Override
    public int read() throws IOException {
      try {
        return counted(from.read(), 1);
      } catch (IOException e) {
        throw unreadable(e);
      }
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      try {
        var n = from.read(bytes, offset, length);
        return counted(n, n);
      } catch (IOException e) {
        throw unreadable(e);
      }
    }

    private Unreadable unreadable(IOException cause) {
      var found = new Unreadable(cause);
      broken = found;
      return found;
    }

    private int counted(int result, int more) {
      if (result >= 0) {
        count.addAndGet(more);
      }
      return result;
    }

    @Override
    public void close() throws IOException {
      from.close();
    }
  }

  private static final class Broken extends InputStream {
    private final IOException cause;

    Broken(IOException cause) {
      this.cause = cause;
    }

    @Override
    public int read() throws IOException {
      throw cause;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      return read();
    }
  }
}
