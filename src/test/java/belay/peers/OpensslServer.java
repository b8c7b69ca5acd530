package belay.peers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// openssl's own TLS server, which can be held to some versions, groups and cipher suites. Each
/// request is answered with what was agreed on.
public final class OpensslServer implements AutoCloseable {
  private final Process process;
  private final Path folder;
  private final int port;

  private OpensslServer(Process process, Path folder, int port) {
    this.process = process;
    this.folder = folder;
    this.port = port;
  }

  /// @param options of `openssl s_server`, as words
  public static OpensslServer start(Certificates.Server server, String options) {
    Peer.require("openssl");
    try {
      var folder = Files.createTempDirectory("openssl");
      var log = folder.resolve("log");
      var port = Daemon.freePort();
      List<String> command =
          new ArrayList<>(List.of("openssl", "s_server", "-www", "-accept", "127.0.0.1:" + port));
      command.addAll(List.of("-cert", server.certificate().toString()));
      command.addAll(List.of("-key", server.key().toString()));
      command.addAll(List.of(options.strip().split(" +")));
      var process = Daemon.start(log, command);
      Daemon.awaitPort(port, process, log);
      return new OpensslServer(process, folder, port);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public String address() {
    return "localhost:" + port;
  }

  @Override
  public void close() {
    Daemon.stop(process, folder);
  }
}
