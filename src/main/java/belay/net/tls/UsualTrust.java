package belay.net.tls;

import static belay.net.tls.TlsIdentity.Trusted.AUTHORITIES_AND_SYSTEM;

import belay.host.Host;
import java.util.stream.Stream;

/// Whom registries and other servers are trusted by: the settings, the certificate folders,
/// `SSL_CERT_FILE`, and always the system.
final class UsualTrust implements Trust {
  private final Host host;
  private final TlsSettings settings;
  private final CertificateFolders folders;

  UsualTrust(Host host, TlsSettings settings) {
    this.host = host;
    this.settings = settings;
    this.folders = new CertificateFolders(host);
  }

  @Override
  public TlsIdentity identity(String authority) {
    var found = folders.find(authority);
    var authorities =
        Stream.of(
                settings.caFile().<PemSource>map(PemSource.File::new).stream(),
                found.authorities().stream(),
                host
                    .env("SSL_CERT_FILE")
                    .map(host.cwd()::resolve)
                    .<PemSource>map(PemSource.File::new)
                    .stream())
            .flatMap(files -> files)
            .toList();
    if (settings.clientCertificate().isPresent()) {
      return new TlsIdentity(
          AUTHORITIES_AND_SYSTEM,
          authorities,
          settings.clientCertificate().map(PemSource.File::new),
          settings.clientKey().or(settings::clientCertificate).map(PemSource.File::new));
    }
    return new TlsIdentity(AUTHORITIES_AND_SYSTEM, authorities, found.certificate(), found.key());
  }
}
