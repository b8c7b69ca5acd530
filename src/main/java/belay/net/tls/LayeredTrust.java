package belay.net.tls;

import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import javax.net.ssl.X509ExtendedTrustManager;

/// Trusts a server whom one of several stores trusts. Each is opened when it is first asked; each
/// checks the server's name as well.
final class LayeredTrust extends ServerTrust {
  private static final String UNKNOWN_AUTHORITY = "PKIX path building failed";

  private final List<Layer> layers;
  private final ConcurrentMap<Layer, Optional<X509ExtendedTrustManager>> opened =
      new ConcurrentHashMap<>();

  LayeredTrust(List<Layer> layers) {
    this.layers = List.copyOf(layers);
  }

  /// A store that is opened on demand; empty when there is nothing in it.
  @FunctionalInterface
  interface Layer {
    Optional<X509ExtendedTrustManager> open();
  }

  @Override
  void check(X509Certificate[] chain, Check check) throws CertificateException {
    TlsPreparation.answered(chain);
    var refusal = new CertificateException(UNKNOWN_AUTHORITY + ": nobody is trusted");
    for (var layer : layers) {
      var manager = opened.computeIfAbsent(layer, Layer::open);
      if (manager.isEmpty()) {
        continue;
      }
      try {
        check.by(manager.get());
        return;
      } catch (CertificateException e) {
        refusal = telling(refusal, e);
      }
    }
    throw refusal;
  }

  /// A store that knows the authority says what is wrong (another name, expired); the others only
  /// that they do not know it.
  private static CertificateException telling(CertificateException one, CertificateException two) {
    return isUnknownAuthority(String.valueOf(one.getMessage())) ? two : one;
  }

  /// How the JDK says that nobody it trusts has signed. An authority that was made anew has the
  /// same name with another key: then the names lead to it, and the signature does not.
  static boolean isUnknownAuthority(String words) {
    return words.contains(UNKNOWN_AUTHORITY)
        || words.contains("does not chain with any of the trust anchors")
        || words.contains("signature check failed");
  }
}
