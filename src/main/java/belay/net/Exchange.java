package belay.net;

import belay.host.Interruptions;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

/// One request and its answer over the JDK's client, which has no deadline for a body that trickles
/// and none for an upload that stands still: both are kept here.
final class Exchange implements AutoCloseable {
  /// How many times longer a server may think about a streamed body that it has whole: it may have
  /// gigabytes to hash, or to put together in an object store.
  private static final int AFTER_SENDING = 4;

  private final Request request;
  private final Duration patience;
  private final SentStream sent = new SentStream();

  Exchange(Request request, Duration patience) {
    this.request = request;
    this.patience = patience;
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
    var before = -1L;
    var extra = AFTER_SENDING;
    while (true) {
      try {
        return ProxyDenied.check(answer.get(patience.toMillis(), TimeUnit.MILLISECONDS));
      } catch (TimeoutException e) {
        var stands = sent.count() == before || !(request.body() instanceof Body.Streamed);
        if (stands && (!isAllSent() || extra-- == 0)) {
          answer.cancel(true);
          throw late(e);
        }
        before = sent.count();
      } catch (InterruptedException e) {
        answer.cancel(true);
        throw Interruptions.interrupted(e);
      } catch (ExecutionException e) {
        throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
      }
    }
  }

  private boolean isAllSent() {
    return request.body() instanceof Body.Streamed(var length, var _) && sent.count() == length;
  }

  private IOException late(TimeoutException cause) {
    var late = new HttpTimeoutException("no answer within " + patience.toSeconds() + " s");
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

    long count() {
      return count.get();
    }

    @Override
    public int read() throws IOException {
      return counted(from.read(), 1);
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      var n = from.read(bytes, offset, length);
      return counted(n, n);
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
      throw new IOException("cannot read what is to be sent", cause);
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      return read();
    }
  }
}
