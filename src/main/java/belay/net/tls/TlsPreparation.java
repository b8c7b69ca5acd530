package belay.net.tls;

import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;

/// What a first TLS connection takes long for and every connection shares: random numbers, key
/// exchange, the table of multiples of the curve P-256, and the runtime's own authorities, which it
/// reads to know whether a server's is one of them, whoever else is trusted.
public final class TlsPreparation {
  private TlsPreparation() {}

  /// Begins with it on a thread of its own, which delays nobody's end.
  public static void begin() {
    Thread.ofPlatform().daemon().name("tls-preparation").start(TlsPreparation::prepare);
  }

  private static void prepare() {
    try {
      var context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {new BlindTrust()}, null);
      context.getDefaultSSLParameters();
      var keys = KeyPairGenerator.getInstance("EC");
      keys.initialize(new ECGenParameterSpec("secp256r1"));
      keys.generateKeyPair();
      TrustStores.manager(null);
    } catch (GeneralSecurityException _) {
      // The connection itself meets the same, and says it.
    }
  }
}
