package belay.peers;

import static org.junit.jupiter.api.Assertions.fail;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/// What the real programs that tests run against have in common.
public final class Peer {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private Peer() {}

  /// Ends the test when one of the programs is missing: as failed in CI, which has to install them,
  /// else as aborted.
  public static void require(String... programs) {
    for (var program : programs) {
      if (find(program).isEmpty()) {
        var message = "the program \"" + program + "\" is not installed";
        if (System.getenv("CI") != null) {
          fail(message);
        }
        System.err.println("ABORTED: " + message);
        Assumptions.abort(message);
      }
    }
  }

  /// A program on the `PATH`, or where Debian keeps servers.
  public static Optional<Path> find(String program) {
    return Stream.concat(
            Stream.of(System.getenv("PATH").split(File.pathSeparator)),
            Stream.of("/usr/sbin", "/usr/local/sbin", "/sbin"))
        .map(folder -> Path.of(folder, program))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /// A port of the loopback interface that was free a moment ago.
  public static int freePort() {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /// Starts a server whose output goes to a file; it dies with this JVM.
  public static Process start(Path log, List<String> command, String... environment) {
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
      throw new java.io.UncheckedIOException(e);
    }
  }

  /// Ends a server and what it started.
  public static void stop(Process process) {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  /// Waits until a port of the loopback interface takes connections.
  public static void awaitPort(int port, Process server, Path log) throws Exception {
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
