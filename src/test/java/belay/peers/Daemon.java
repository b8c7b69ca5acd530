package belay.peers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Starts servers of others on the loopback interface, and ends them with this JVM at the latest.
final class Daemon {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private Daemon() {}

  /// A port of the loopback interface that was free a moment ago.
  static int freePort() {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Starts a server whose output goes to a file; it dies with this JVM.
  static Process start(Path log, List<String> command, String... environment) {
    try {
      var builder = new ProcessBuilder(command).redirectErrorStream(true);
      builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
      for (var i = 0; i < environment.length; i += 2) {
        builder.environment().put(environment[i], environment[i + 1]);
      }
      var process = builder.start();
      Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(process)));
      return process;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Ends a server and what it started, and deletes its folder.
  static void stop(Process process, Path folder) {
    stop(process);
    if (!Files.exists(folder)) {
      return;
    }
    try (var files = Files.walk(folder)) {
      process.waitFor(5, TimeUnit.SECONDS);
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /// Ends a server and what it started; itself first, as it would start again what dies.
  static void stop(Process process) {
    var children = process.descendants().toList();
    process.destroyForcibly();
    children.forEach(ProcessHandle::destroyForcibly);
  }

  /// Waits until a port of the loopback interface takes connections.
  static void awaitPort(int port, Process server, Path log) throws Exception {
    var end = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      try (var socket = new Socket()) {
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 500);
        return;
      } catch (IOException e) {
        if (System.nanoTime() > end || !server.isAlive()) {
          throw new IllegalStateException("did not start: " + Files.readString(log), e);
        }
        Thread.sleep(20);
      }
    }
  }
}
