package belay.net.tls;

import belay.host.Host;

/// Whom servers are trusted by, and who we are towards them.
public interface Trust {
  /// Towards `host:port`.
  TlsIdentity identity(String authority);

  /// The settings, the certificate folders, `SSL_CERT_FILE`, and always the system.
  static Trust usual(Host host, TlsSettings settings) {
    return new UsualTrust(host, settings);
  }
}
