package belay.peers;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/// A registry on a bare socket that works, but for the faults it is told to have.
public final class FaultyRegistry implements AutoCloseable {
  private final ServerSocket server;
  private final RegistryStore store = new RegistryStore();
  private final List<Planned> plans = new CopyOnWriteArrayList<>();
  private final List<Seen> seen = Collections.synchronizedList(new ArrayList<>());
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private final Thread accepting = Thread.ofVirtual().unstarted(this::accept);

  private FaultyRegistry(ServerSocket server) {
    this.server = server;
  }

  /// A request as it came.
  ///
  /// @param headers by name in lower case
  public record Seen(String method, String target, Map<String, String> headers) {
    public String header(String name) {
      return headers.getOrDefault(name, "");
    }

    public long length() {
      return headers.containsKey("content-length") ? Long.parseLong(header("content-length")) : 0;
    }

    @Override
    public String toString() {
      return method + " " + target;
    }
  }

  /// What is answered instead of what would be right.
  @FunctionalInterface
  public interface Fault {
    /// @param body the request's body, which ends with it
    /// @return whether the connection may go on
    boolean answer(Seen request, InputStream body, OutputStream out) throws IOException;
  }

  private record Planned(String method, String part, AtomicInteger times, Fault fault) {
    boolean takes(Seen request) {
      return request.method.equals(method)
          && request.target.contains(part)
          && times.getAndUpdate(n -> Math.max(0, n - 1)) > 0;
    }
  }

  public static FaultyRegistry start() {
    try {
      var registry = new FaultyRegistry(new ServerSocket(0, 128, InetAddress.getLoopbackAddress()));
      registry.accepting.start();
      return registry;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public String address() {
    return "127.0.0.1:" + server.getLocalPort();
  }

  /// What it holds and how it behaves where it behaves.
  public RegistryStore store() {
    return store;
  }

  /// The next so many requests of a method whose target contains a text meet a fault.
  public FaultyRegistry on(String method, String part, int times, Fault fault) {
    plans.add(new Planned(method, part, new AtomicInteger(times), fault));
    return this;
  }

  public List<Seen> seen() {
    return List.copyOf(seen);
  }

  /// How many connections were opened.
  public int connections() {
    return sockets.size();
  }

  public long count(String method) {
    return seen().stream().filter(request -> request.method.equals(method)).count();
  }

  /// Reads the body and answers with a status, headers (each a line) and a body.
  public static Fault status(int status, String body, String... headers) {
    return (request, in, out) -> {
      in.transferTo(OutputStream.nullOutputStream());
      reply(request, out, new Reply(status, List.of(headers), body.getBytes(UTF_8)));
      return true;
    };
  }

  /// Ends the connection without a word.
  public static Fault hangUp() {
    return (_, _, _) -> false;
  }

  /// Says nothing for so long, then ends.
  public static Fault silence(int millis) {
    return (_, _, _) -> {
      sleep(millis);
      return false;
    };
  }

  /// Sends these bytes and ends.
  public static Fault raw(String bytes) {
    return (_, _, out) -> {
      out.write(bytes.getBytes(ISO_8859_1));
      out.flush();
      return false;
    };
  }

  /// Takes so many bytes of an upload into its session, and ends the connection.
  public Fault cutAfter(int bytes) {
    return (request, in, _) -> {
      var arrived = in.readNBytes(bytes);
      store.append(request, new ByteArrayInputStream(arrived));
      return false;
    };
  }

  /// Takes an upload's body wherever it should begin, with something of its own before it.
  public Fault appendsBlindly(String noise) {
    return (request, in, out) -> {
      store.append(request, new ByteArrayInputStream(noise.getBytes(UTF_8)));
      store.append(request, in);
      reply(request, out, Reply.of(202, "Location: " + request.target()));
      return true;
    };
  }

  /// An answer.
  @SuppressWarnings("ArrayRecordComponent") // sent, never compared
  record Reply(int status, List<String> headers, byte[] body) {
    static Reply of(int status, String... headers) {
      return new Reply(status, List.of(headers), new byte[0]);
    }

    static Reply error(int status, String code) {
      var words = code.toLowerCase(Locale.ROOT).replace('_', ' ');
      var json = "{\"errors\":[{\"code\":\"%s\",\"message\":\"%s\"}]}".formatted(code, words);
      return new Reply(status, List.of(), json.getBytes(UTF_8));
    }
  }

  static void reply(Seen request, OutputStream out, Reply reply) throws IOException {
    out.write(head(reply).getBytes(ISO_8859_1));
    if (!request.method.equals("HEAD")) {
      out.write(reply.body);
    }
    out.flush();
  }

  static String head(Reply reply) {
    var head = new StringBuilder("HTTP/1.1 %d Status\r\n".formatted(reply.status));
    reply.headers.forEach(line -> head.append(line).append("\r\n"));
    if (reply.status != 204
        && reply.headers.stream()
            .noneMatch(h -> h.toLowerCase(Locale.ROOT).startsWith("content-length"))) {
      head.append("Content-Length: ").append(reply.body.length).append("\r\n");
    }
    return head.append("\r\n").toString();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        var socket = server.accept();
        sockets.add(socket);
        Thread.ofVirtual().start(() -> serve(socket));
      } catch (IOException _) {
        return; // closed
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      var in = new BufferedInputStream(socket.getInputStream(), 1 << 16);
      if (speaksTls(in)) {
        var refusal = "HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n";
        socket.getOutputStream().write(refusal.getBytes(ISO_8859_1));
        return;
      }
      while (answer(read(in), in, socket.getOutputStream())) {
        // the connection goes on
      }
    } catch (IOException _) {
      // the client went away
    }
  }

  private static boolean speaksTls(InputStream in) throws IOException {
    in.mark(1);
    var first = in.read();
    in.reset();
    return first == 0x16;
  }

  private boolean answer(Seen request, InputStream in, OutputStream out) throws IOException {
    seen.add(request);
    try (var body = new Bounded(in, request.length())) {
      for (var plan : plans) {
        if (plan.takes(request)) {
          return plan.fault.answer(request, body, out);
        }
      }
      var reply = store.answer(request, body);
      body.transferTo(OutputStream.nullOutputStream());
      reply(request, out, reply);
      return true;
    }
  }

  private static Seen read(InputStream in) throws IOException {
    var first = line(in).split(" ");
    var headers = new TreeMap<String, String>();
    for (var line = line(in); !line.isEmpty(); line = line(in)) {
      var colon = line.indexOf(':');
      headers.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
    }
    return new Seen(first[0], first[1], headers);
  }

  private static String line(InputStream in) throws IOException {
    var line = new ByteArrayOutputStream();
    for (var octet = in.read(); octet != '\n'; octet = in.read()) {
      if (octet < 0) {
        throw new EOFException();
      }
      line.write(octet);
    }
    return line.toString(ISO_8859_1).stripTrailing();
  }

  static void sleep(int millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    try {
      // Until then the port is open still, and one more connection would be taken.
      accepting.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    for (var socket : sockets) {
      socket.close();
    }
  }

  /// Ends where the request's body ends.
  private static final class Bounded extends InputStream {
    private final InputStream from;
    private long left;

    Bounded(InputStream from, long length) {
      this.from = from;
      this.left = length;
    }

    @Override
    public int read() throws IOException {
      var one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      if (left == 0) {
        return -1;
      }
      var n = from.read(bytes, offset, (int) Math.min(length, left));
      if (n < 0) {
        throw new EOFException();
      }
      left -= n;
      return n;
    }
  }
}
