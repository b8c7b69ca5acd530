package belay.peers;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/// Passes bytes on to a server on loopback, and breaks some of the connections on the way.
public final class BrokenWire implements AutoCloseable {
  private final ServerSocket socket;
  private final int port;
  private final Queue<Integer> cuts = new ConcurrentLinkedQueue<>();
  private final AtomicInteger done = new AtomicInteger();

  private BrokenWire(ServerSocket socket, int port) {
    this.socket = socket;
    this.port = port;
  }

  /// @param address `127.0.0.1:port`
  public static BrokenWire to(String address) throws IOException {
    var port = Integer.parseInt(address.substring(address.indexOf(':') + 1));
    var wire = new BrokenWire(new ServerSocket(0, 64, InetAddress.getLoopbackAddress()), port);
    Thread.ofVirtual().start(wire::accept);
    return wire;
  }

  /// The next connections each break after so many bytes towards the server.
  public void cut(Integer... afterBytes) {
    cuts.addAll(List.of(afterBytes));
  }

  /// How many connections broke.
  public int cuts() {
    return done.get();
  }

  public String address() {
    return "127.0.0.1:" + socket.getLocalPort();
  }

  private void accept() {
    while (!socket.isClosed()) {
      try {
        var client = socket.accept();
        var server = new Socket(InetAddress.getLoopbackAddress(), port);
        Thread.ofVirtual().start(() -> pump(client, server, true));
        Thread.ofVirtual().start(() -> pump(server, client, false));
      } catch (IOException _) {
        return; // closed
      }
    }
  }

  private void pump(Socket from, Socket to, boolean upwards) {
    try (from;
        to) {
      pump(from.getInputStream(), to.getOutputStream(), upwards);
    } catch (IOException _) {
      // one side is gone, and so the other
    }
  }

  private void pump(InputStream in, OutputStream out, boolean upwards) throws IOException {
    var chunk = new byte[1 << 15];
    var passed = 0L;
    for (var n = in.read(chunk); n >= 0; n = in.read(chunk)) {
      out.write(chunk, 0, n);
      passed += n;
      var cut = upwards ? cuts.peek() : null;
      if (cut != null && passed >= cut && cuts.remove(cut)) {
        done.incrementAndGet();
        return;
      }
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
