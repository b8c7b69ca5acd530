package belay.net;

import belay.failure.Failure;
import belay.failure.Kind;
import belay.host.Host;
import belay.host.Log;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/// TLS: the settings, the certificate folders, `SSL_CERT_FILE`, and always the system's trust.
final class Trust {
  /// Where distributions keep what `update-ca-certificates` or `update-ca-trust` made.
  private static final List<Path> SYSTEM =
      List.of(
          Path.of("/etc/ssl/certs/ca-certificates.crt"),
          Path.of("/etc/pki/tls/certs/ca-bundle.crt"),
          Path.of("/etc/ssl/cert.pem"));

  private final Host host;
  private final Log log;
  private final TlsSettings settings;
  private final CertificateFolders folders;

  Trust(Host host, Log log, TlsSettings settings) {
    this.host = host;
    this.log = log;
    this.settings = settings;
    this.folders = new CertificateFolders(host);
  }

  Identity identity(String authority) {
    var found = folders.find(authority);
    var authorities =
        Stream.of(
                settings.caFile().stream(),
                found.authorities().stream(),
                host.env("SSL_CERT_FILE").map(host.cwd()::resolve).stream())
            .flatMap(files -> files)
            .toList();
    if (settings.clientCertificate().isPresent()) {
      return new Identity(
          authorities,
          settings.clientCertificate(),
          settings.clientKey().or(settings::clientCertificate));
    }
    return new Identity(authorities, found.certificate(), found.key());
  }

  SSLContext context(Identity identity) {
    identity
        .authorities()
        .forEach(file -> log.explain(() -> "trusting the certificates in " + file + " as well"));
    identity
        .certificate()
        .ifPresent(file -> log.explain(() -> "showing the client certificate in " + file));
    try {
      var context = SSLContext.getInstance("TLS");
      context.init(keys(identity), new TrustManager[] {new LayeredTrust(layers(identity))}, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new Failure(
          Kind.USAGE,
          "TLS cannot be set up with these certificates",
          "check the certificate files",
          e);
    }
  }

  /// The nearest first, each read only when those before it do not trust the server: with an own CA
  /// the large stores are never opened.
  private static List<LayeredTrust.Layer> layers(Identity identity) {
    List<LayeredTrust.Layer> layers = new ArrayList<>();
    identity.authorities().forEach(file -> layers.add(() -> trusting(file)));
    layers.add(() -> Optional.of(manager(null)));
    SYSTEM.stream()
        .filter(Files::isReadable)
        .limit(1)
        .forEach(file -> layers.add(() -> trusting(file)));
    return layers;
  }

  private static Optional<X509ExtendedTrustManager> trusting(Path file) {
    try {
      var store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      var certificates = Pem.certificates(file);
      for (var i = 0; i < certificates.size(); i++) {
        store.setCertificateEntry("ca" + i, certificates.get(i));
      }
      return certificates.isEmpty() ? Optional.empty() : Optional.of(manager(store));
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("an empty key store is always possible", e);
    }
  }

  private static X509ExtendedTrustManager manager(@Nullable KeyStore store) {
    try {
      var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init(store);
      for (var manager : factory.getTrustManagers()) {
        if (manager instanceof X509ExtendedTrustManager found) {
          return found;
        }
      }
      throw new IllegalStateException("this Java runtime has no X.509 trust manager");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java runtime's certificates cannot be read", e);
    }
  }

  private static KeyManager[] keys(Identity identity) throws GeneralSecurityException {
    if (identity.certificate().isEmpty() || identity.key().isEmpty()) {
      return new KeyManager[0];
    }
    var chain = Pem.certificates(identity.certificate().get()).toArray(new Certificate[0]);
    var key = Pem.privateKey(identity.key().get());
    try {
      var store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      store.setKeyEntry("client", key, new char[0], chain);
      var factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      factory.init(store, new char[0]);
      return factory.getKeyManagers();
    } catch (IOException e) {
      throw new IllegalStateException("an empty key store is always possible", e);
    }
  }
}
