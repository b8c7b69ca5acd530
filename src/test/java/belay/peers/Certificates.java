package belay.peers;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A certificate authority of our own, with a server's and a client's certificate, made by openssl.
public final class Certificates {
  private static final int DAYS = 2;

  private final Path folder;

  private Certificates(Path folder) {
    this.folder = folder;
  }

  /// Makes them in an empty folder.
  public static Certificates in(Path folder) {
    Peer.require("openssl");
    try {
      Files.createDirectories(folder);
      Files.writeString(
          folder.resolve("server.ext"), "subjectAltName=DNS:localhost,IP:127.0.0.1\n");
      Files.writeString(folder.resolve("client.ext"), "extendedKeyUsage=clientAuth\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    run(
        folder,
        "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2",
        "-subj '/CN=Test CA' -keyout ca.key -out ca.crt");
    signed(folder, "server", DAYS);
    signed(folder, "client", DAYS);
    return new Certificates(folder);
  }

  private static void signed(Path folder, String name, int days) {
    signed(folder, name, days, "ec -pkeyopt ec_paramgen_curve:P-256");
  }

  private static void signed(Path folder, String name, int days, String key) {
    run(
        folder,
        "openssl req -newkey KEY -nodes -subj '/CN=NAME'".replace("KEY", key).replace("NAME", name)
            + " -keyout %s.key -out %s.csr".formatted(name, name));
    run(
        folder,
        "openssl x509 -req -days "
            + days
            + " -CA ca.crt -CAkey ca.key -CAcreateserial"
            + " -in %s.csr -out %s.crt -extfile %s.ext".formatted(name, name, name));
  }

  /// A further server's certificate by the same authority, and its key.
  public record Server(Path certificate, Path key) {}

  /// The usual server's.
  public Server server() {
    return new Server(serverCertificate(), serverKey());
  }

  /// The same server with an RSA key.
  public Server rsaServer() {
    try {
      Files.copy(folder.resolve("server.ext"), folder.resolve("rsa.ext"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    signed(folder, "rsa", DAYS, "rsa:2048");
    return new Server(folder.resolve("rsa.crt"), folder.resolve("rsa.key"));
  }

  /// One for other names, such as `DNS:a.test,IP:127.0.0.1`, that holds for some days from now;
  /// none that is still to come when they are negative.
  public Server server(String name, String names, int days) {
    try {
      Files.writeString(folder.resolve(name + ".ext"), "subjectAltName=" + names + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    signed(folder, name, days);
    return new Server(folder.resolve(name + ".crt"), folder.resolve(name + ".key"));
  }

  public Path authority() {
    return folder.resolve("ca.crt");
  }

  public Path serverCertificate() {
    return folder.resolve("server.crt");
  }

  public Path serverKey() {
    return folder.resolve("server.key");
  }

  public Path clientCertificate() {
    return folder.resolve("client.crt");
  }

  public Path clientKey() {
    return folder.resolve("client.key");
  }

  /// Runs a line of shell in a folder; what it prints is shown when it fails.
  public static void run(Path folder, String... words) {
    try {
      var process =
          new ProcessBuilder("sh", "-c", String.join(" ", words))
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .start();
      var output = new String(process.getInputStream().readAllBytes(), UTF_8);
      if (process.waitFor() != 0) {
        throw new IllegalStateException(String.join(" ", words) + ": " + output);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
