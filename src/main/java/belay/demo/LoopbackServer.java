package belay.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;

/// An HTTP or HTTPS server on a free port of 127.0.0.1, a virtual thread a request.
final class LoopbackServer implements AutoCloseable {
  private static final long MOST_DRAINED = 1L << 28;
  private static final byte[] LOOPBACK = {127, 0, 0, 1};

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  private LoopbackServer(InetAddress address, Optional<SSLContext> tls) throws IOException {
    var at = new InetSocketAddress(address, 0);
    server = tls.isPresent() ? HttpsServer.create(at, 0) : HttpServer.create(at, 0);
    if (server instanceof HttpsServer https) {
      https.setHttpsConfigurator(new ClientsChoice(tls.orElseThrow()));
    }
    server.setExecutor(threads);
  }

  /// Takes the cipher suite that the client likes best, as most servers do.
  private static final class ClientsChoice extends HttpsConfigurator {
    ClientsChoice(SSLContext context) {
      super(context);
    }

    @Override
    public void configure(HttpsParameters parameters) {
      var tls = getSSLContext().getDefaultSSLParameters();
      tls.setUseCipherSuitesOrder(false);
      parameters.setSSLParameters(tls);
    }
  }

  /// Answers a request; whatever it throws is answered with 500.
  interface Handler {
    Answer answer(HttpExchange exchange) throws IOException;
  }

  /// @param tls the server's certificate; empty for plain HTTP
  static LoopbackServer start(Handler handler, Optional<SSLContext> tls) {
    // Read once by the JDK: without it each small answer waits 40 ms for the peer's delayed ACK.
    System.setProperty("sun.net.httpserver.nodelay", "true");
    try {
      var started = new LoopbackServer(InetAddress.getByAddress(LOOPBACK), tls);
      started.server.createContext("/", exchange -> serve(handler, exchange));
      startAsDaemon(started.server);
      return started;
    } catch (IOException e) {
      throw new UncheckedIOException("listening on 127.0.0.1", e);
    }
  }

  /// The dispatcher's thread is a daemon where its parent is one, and virtual threads are: a
  /// program that forgets to close the server ends all the same.
  private static void startAsDaemon(HttpServer server) {
    try {
      Thread.ofVirtual().start(server::start).join();
    } catch (InterruptedException _) {
      server.stop(0);
      Thread.currentThread().interrupt();
    }
  }

  private static void serve(Handler handler, HttpExchange exchange) throws IOException {
    try (exchange) {
      send(exchange, answer(handler, exchange));
    }
  }

  private static Answer answer(Handler handler, HttpExchange exchange) {
    try {
      return handler.answer(exchange);
    } catch (IOException | RuntimeException e) {
      return Answer.bytes(500, "text/plain", String.valueOf(e).getBytes(UTF_8));
    }
  }

  /// A body that is refused is read nevertheless: a connection closed while the client still sends
  /// is reset, and the client would never see why.
  private static void send(HttpExchange exchange, Answer answer) throws IOException {
    if (answer.status() >= 400) {
      exchange.getRequestBody().skip(MOST_DRAINED);
    }
    answer.headers().forEach(exchange.getResponseHeaders()::set);
    if (exchange.getRequestMethod().equals("HEAD")) {
      if (answer.length() > 0) {
        exchange.getResponseHeaders().set("Content-Length", Long.toString(answer.length()));
      }
      exchange.sendResponseHeaders(answer.status(), -1);
      return;
    }
    // The JDK's 0 means chunks, and its -1 no body.
    var length =
        answer.length() == Answer.UNKNOWN ? 0 : answer.length() == 0 ? -1 : answer.length();
    exchange.sendResponseHeaders(answer.status(), length);
    if (length >= 0) {
      try (var out = exchange.getResponseBody()) {
        answer.body().writeTo(out);
      }
    }
  }

  /// `127.0.0.1:port`; over TLS `localhost:port`, which is a name.
  String address() {
    var name = server instanceof HttpsServer ? "localhost" : "127.0.0.1";
    return name + ":" + server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
