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
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// Starts servers of others on the loopback interface, and ends them with this JVM at the latest.
final class Daemon {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration PAUSE = Duration.ofMillis(20);
  private static final int LOWEST_PORT = 12_000;
  private static final int HIGHEST_PORT = 32_000;

  private Daemon() {}

  /// A free port of the loopback interface, below those that systems choose for connections: none
  /// of them takes it before the server does.
  static int freePort() {
    for (var attempt = 0; attempt < 100; attempt++) {
      var port = ThreadLocalRandom.current().nextInt(LOWEST_PORT, HIGHEST_PORT);
      try (var _ = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return port;
      } catch (IOException _) {
        // Taken: the next one.
      }
    }
    throw new IllegalStateException("no free port");
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
    try {
      process.waitFor(5, TimeUnit.SECONDS);
      delete(folder);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /// Deletes a folder of servers that have ended; what they started still dies and writes.
  static void delete(Path folder) {
    for (var attempt = 0; attempt < 10 && Files.exists(folder); attempt++) {
      try (var files = Files.walk(folder)) {
        files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
      } catch (IOException | UncheckedIOException _) {
        // Something went away meanwhile.
      }
      if (Files.exists(folder)) {
        LockSupport.parkNanos(PAUSE.toNanos() << attempt);
      }
    }
  }

  /// Ends a server and what it started; itself first, as it would start again what dies.
  static void stop(Process process) {
    var children = process.descendants().toList();
    process.destroyForcibly();
    children.forEach(ProcessHandle::destroyForcibly);
  }

  /// Waits until a port of the loopback interface takes connections.
  static void awaitPort(int port, Process server, Path log) {
    await(() -> takesConnections(port), server, log);
  }

  /// Waits until a server that was just started is ready.
  static void await(BooleanSupplier ready, Process server, Path log) {
    var end = System.nanoTime() + PATIENCE.toNanos();
    while (!ready.getAsBoolean()) {
      if (System.nanoTime() > end || !server.isAlive()) {
        throw new IllegalStateException("did not start: " + said(log));
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }

  static boolean takesConnections(int port) {
    try (var socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 500);
      return true;
    } catch (IOException _) {
      return false;
    }
  }

  private static String said(Path log) {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
