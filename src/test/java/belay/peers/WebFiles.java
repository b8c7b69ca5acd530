package belay.peers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// A few files by HTTPS, from a server on the loopback interface that goes by the name of another:
/// for what the network would have to be there for.
public final class WebFiles implements AutoCloseable {
  private final Process process;
  private final Path folder;
  private final String name;
  private final int port;

  private WebFiles(Process process, Path folder, String name, int port) {
    this.process = process;
    this.folder = folder;
    this.name = name;
    this.port = port;
  }

  /// @param name of the server that it stands in for
  /// @param files by their paths, without a slash in front
  public static WebFiles serve(String name, Map<String, Path> files) {
    Peer.require("openssl");
    try {
      var folder = Files.createTempDirectory("web-files");
      var server = Certificates.in(folder.resolve("keys")).server("web", "DNS:" + name, 2);
      var root = Files.createDirectory(folder.resolve("root"));
      for (var file : files.entrySet()) {
        var path = root.resolve(file.getKey());
        Files.createDirectories(path.getParent());
        Files.copy(file.getValue(), path);
      }
      var port = Daemon.freePort();
      var log = folder.resolve("log");
      var process =
          Daemon.start(
              log,
              List.of(
                  "sh",
                  "-c",
                  "cd %s && exec openssl s_server -WWW -quiet -accept 127.0.0.1:%d -cert %s -key %s"
                      .formatted(root, port, server.certificate(), server.key())));
      Daemon.awaitPort(port, process, log);
      return new WebFiles(process, folder, name, port);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The configuration with which curl asks this server in place of the other.
  public String curlrc() {
    return """
    connect-to = "%s:443:127.0.0.1:%d"
    cacert = "%s"
    """
        .formatted(name, port, folder.resolve("keys/ca.crt"));
  }

  @Override
  public void close() {
    Daemon.stop(process, folder);
  }
}
