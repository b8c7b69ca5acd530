package belay.net.tls;

import static belay.net.tls.TlsIdentity.Trusted.AUTHORITIES_AND_SYSTEM;

import belay.host.Host;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The folders in which docker and podman look for certificates by host:
/// `certs.d/HOST[:PORT]/{*.crt,*.cert,*.key}`, authorities, client certificates, and their keys.
final class CertificateFolders {
  private final List<Path> roots;

  CertificateFolders(Host host) {
    var home = host.home();
    this.roots =
        List.of(
            home.resolve(".config/containers/certs.d"),
            home.resolve(".config/docker/certs.d"),
            home.resolve(".docker/certs.d"),
            Path.of("/etc/containers/certs.d"),
            Path.of("/etc/docker/certs.d"));
  }

  /// What lies there for a host; the first client certificate that is found counts.
  TlsIdentity find(String authority) {
    List<Path> authorities = new ArrayList<>();
    Optional<Path> certificate = Optional.empty();
    for (var root : roots) {
      var files = files(root.resolve(authority));
      files.stream().filter(file -> file.toString().endsWith(".crt")).forEach(authorities::add);
      if (certificate.isEmpty()) {
        certificate = files.stream().filter(file -> file.toString().endsWith(".cert")).findFirst();
      }
    }
    return new TlsIdentity(
        AUTHORITIES_AND_SYSTEM,
        PemSource.files(authorities),
        certificate.map(PemSource.File::new),
        certificate.map(CertificateFolders::key).map(PemSource.File::new));
  }

  private static Path key(Path certificate) {
    return Path.of(certificate.toString().replaceFirst("\\.cert$", ".key"));
  }

  private static List<Path> files(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    } catch (IOException _) {
      return List.of(); // not ours to read: a rootless user looks into a folder of root's
    }
  }
}
