package belay.demo;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Stands before the JDK's HTTP server, lets HTTP through and turns TLS away.
///
/// skopeo, podman and containerd try TLS first even where they are told that it may fail. The JDK's
/// server waits for the end of a line, which TLS's first message does not have, and so each of
/// their runs would wait 10 s for nothing.
final class Door implements AutoCloseable {
  private static final int TLS_HANDSHAKE = 22;
  private static final byte[] NO_TLS =
      "HTTP/1.0 400 Bad Request\r\n\r\nthis server speaks plain HTTP\n".getBytes(US_ASCII);

  private final ServerSocket entrance;
  private final InetSocketAddress inside;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();

  private Door(ServerSocket entrance, InetSocketAddress inside) {
    this.entrance = entrance;
    this.inside = inside;
  }

  /// Listens on a free port of this address for the server that listens inside.
  static Door open(InetAddress address, InetSocketAddress inside) throws IOException {
    var door = new Door(new ServerSocket(0, 0, address), inside);
    Thread.ofVirtual().name("door").start(door::accept);
    return door;
  }

  int port() {
    return entrance.getLocalPort();
  }

  private void accept() {
    while (!entrance.isClosed()) {
      try {
        var client = entrance.accept();
        open.add(client);
        Thread.ofVirtual().start(() -> pass(client));
      } catch (IOException _) {
        // closed, or a client that was gone before it was accepted
      }
    }
  }

  private void pass(Socket client) {
    try (client) {
      client.setTcpNoDelay(true);
      var in = client.getInputStream();
      var first = in.read();
      if (first == TLS_HANDSHAKE) {
        client.getOutputStream().write(NO_TLS);
      } else if (first >= 0) {
        join(client, first);
      }
    } catch (IOException _) {
      // either side is gone, and the other has been closed with it
    } finally {
      open.remove(client);
    }
  }

  private void join(Socket client, int first) throws IOException {
    try (var server = new Socket(inside.getAddress(), inside.getPort())) {
      open.add(server);
      server.setTcpNoDelay(true);
      var requests = server.getOutputStream();
      requests.write(first);
      Thread.ofVirtual().start(() -> requests(client, server));
      carry(server.getInputStream(), client.getOutputStream());
      open.remove(server);
    }
  }

  /// What the client sends; when it has sent all, or is gone, the server is told.
  private static void requests(Socket client, Socket server) {
    try {
      carry(client.getInputStream(), server.getOutputStream());
      server.shutdownOutput();
    } catch (IOException _) {
      close(server);
    }
  }

  private static void carry(InputStream from, OutputStream to) throws IOException {
    from.transferTo(to);
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException _) {
      // it is of no use any more either way
    }
  }

  @Override
  public void close() {
    try {
      entrance.close();
    } catch (IOException _) {
      // nobody listens any more either way
    }
    open.forEach(Door::close);
  }
}
