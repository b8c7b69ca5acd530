package belay.peers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// Debian's `docker-registry` (distribution 2.8) on loopback, in a folder of its own.
public final class DockerRegistry implements AutoCloseable {
  private final Path folder;
  private final int port;
  private final Process process;

  private DockerRegistry(Path folder, int port, Process process) {
    this.folder = folder;
    this.port = port;
    this.process = process;
  }

  /// Lets everybody in.
  public static DockerRegistry anonymous() {
    return start(newFolder(), "", "");
  }

  /// Asks for a user and a password (Basic).
  public static DockerRegistry withPassword(String user, String password) {
    Peer.require("htpasswd");
    var folder = newFolder();
    var file = folder.resolve("htpasswd");
    Certificates.run(folder, "htpasswd", "-Bbn", "-C", "4", user, password, ">" + file);
    return start(
        folder,
        "",
        "auth:\n  htpasswd: {realm: \"the test, with comma\", path: %s}\n".formatted(file));
  }

  /// Speaks TLS with a certificate of our own authority.
  public static DockerRegistry withTls(Certificates certificates) {
    return withTls(certificates.server());
  }

  /// The same with one of the authority's other certificates.
  public static DockerRegistry withTls(Certificates.Server server) {
    var tls = "  tls: {certificate: %s, key: %s}\n".formatted(server.certificate(), server.key());
    return start(newFolder(), tls, "");
  }

  /// Sends people to a token server.
  public static DockerRegistry withTokens(TokenServer tokens) {
    return start(
        newFolder(),
        "",
        """
        auth:
          token: {realm: "%s", service: "%s", issuer: "%s", rootcertbundle: %s}
        """
            .formatted(
                tokens.realm(), TokenServer.SERVICE, TokenServer.ISSUER, tokens.certificate()));
  }

  private static DockerRegistry start(Path folder, String tls, String auth) {
    Peer.require("docker-registry");
    try {
      var port = Daemon.freePort();
      var config = folder.resolve("config.yml");
      Files.writeString(
          config,
          """
          version: 0.1
          log: {level: error}
          storage:
            filesystem: {rootdirectory: %s}
            delete: {enabled: true}
          http:
            addr: 127.0.0.1:%d
          %s%s\
          """
              .formatted(folder.resolve("data"), port, tls, auth));
      var log = folder.resolve("log");
      var process = Daemon.start(log, List.of("docker-registry", "serve", config.toString()));
      Daemon.awaitPort(port, process, log);
      return new DockerRegistry(folder, port, process);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// `127.0.0.1:port`.
  public String address() {
    return "127.0.0.1:" + port;
  }

  public int port() {
    return port;
  }

  /// The requests answered so far, as the registry's own access log has them: `HEAD /v2/… 200`.
  public List<String> requests() {
    try (Stream<String> lines = Files.lines(folder.resolve("log"))) {
      return lines
          .filter(line -> line.contains("] \""))
          .map(line -> line.replaceFirst("^.*?] \"(\\S+) (\\S+) HTTP/1.1\" (\\d+).*$", "$1 $2 $3"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path newFolder() {
    try {
      return Files.createTempDirectory("belay-docker-registry");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    Daemon.stop(process, folder);
  }
}
