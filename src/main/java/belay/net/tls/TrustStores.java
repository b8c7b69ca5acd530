package belay.net.tls;

import belay.failure.Failure;
import belay.failure.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/// The stores of authorities that a server's certificate is held against.
final class TrustStores {
  /// Where distributions keep what `update-ca-certificates` or `update-ca-trust` made.
  private static final List<Path> SYSTEM =
      List.of(
          Path.of("/etc/ssl/certs/ca-certificates.crt"),
          Path.of("/etc/pki/tls/certs/ca-bundle.crt"),
          Path.of("/etc/ssl/cert.pem"));

  /// Certificates that are read at once: what is wrong with one of them is said before a server is
  /// asked.
  private static final int FEW = 8;

  private TrustStores() {}

  /// The nearest first; the large stores are opened only when the own ones do not trust the server.
  static List<LayeredTrust.Layer> besidesTheSystem(List<PemSource> authorities) {
    var layers = new ArrayList<>(alone(authorities));
    SYSTEM.stream()
        .filter(Files::isReadable)
        .limit(1)
        .map(PemSource.File::new)
        .forEach(file -> layers.add(() -> trusting(file)));
    layers.add(() -> Optional.of(manager(null)));
    return layers;
  }

  /// Read at once, since in the middle of a handshake nobody hears what is wrong with the file.
  static List<LayeredTrust.Layer> alone(List<PemSource> authorities) {
    List<LayeredTrust.Layer> layers = new ArrayList<>();
    for (var source : authorities) {
      var own = Optional.of(named(source));
      layers.add(() -> own);
    }
    return layers;
  }

  /// A file that somebody named on purpose: one without certificates, such as the key, is a
  /// mistake.
  private static X509ExtendedTrustManager named(PemSource source) {
    return trusting(source).orElseThrow(() -> empty(source));
  }

  static Failure empty(PemSource source) {
    return new Failure(
        Kind.USAGE,
        "no certificate in %s".formatted(source),
        "name a file with -----BEGIN CERTIFICATE----- in it");
  }

  private static Optional<X509ExtendedTrustManager> trusting(PemSource place) {
    if (place instanceof PemSource.File(var folder) && Files.isDirectory(folder)) {
      return trusting(Pem.certificatesBelow(folder));
    }
    var encoded = Pem.encoded(place);
    if (encoded.size() <= FEW) {
      Pem.certificates(place);
    }
    return encoded.isEmpty()
        ? Optional.empty()
        : Optional.of(new BundleTrust(encoded, () -> Pem.certificates(place)));
  }

  /// Empty where there are no certificates.
  static Optional<X509ExtendedTrustManager> trusting(List<X509Certificate> certificates) {
    try {
      var store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      for (var i = 0; i < certificates.size(); i++) {
        store.setCertificateEntry("ca" + i, certificates.get(i));
      }
      return certificates.isEmpty() ? Optional.empty() : Optional.of(manager(store));
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("an empty key store is always possible", e);
    }
  }

  static X509ExtendedTrustManager manager(@Nullable KeyStore store) {
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
}
