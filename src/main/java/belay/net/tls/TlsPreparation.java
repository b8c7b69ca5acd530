package belay.net.tls;

import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;

/// What a first TLS connection takes long for and every connection shares, in the order in which it
/// is needed: the cipher suites, the rules for names of hosts, the key exchange, the runtime's own
/// authorities, which it reads to know whether a server's is one of them, whoever else is trusted,
/// and the table of multiples on the curve P-256: for a server that has shown such a key, and while
/// none has answered. The HTTP client's own classes are left alone: the first of them reads whether
/// proxies may be shown passwords.
public final class TlsPreparation {
  /// In milliseconds: who has not answered by then leaves time enough for a table.
  private static final int MEANWHILE = 20;

  private static final CountDownLatch ANSWERED = new CountDownLatch(1);
  private static volatile boolean onP256 = true;

  private TlsPreparation() {}

  /// A server has shown its chain of certificates.
  static void answered(X509Certificate[] chain) {
    onP256 = false;
    for (var certificate : chain) {
      if (certificate.getPublicKey() instanceof ECPublicKey key
          && key.getParams().getOrder().bitLength() == 256) {
        onP256 = true;
      }
    }
    ANSWERED.countDown();
  }

  /// Begins with it on a thread of its own, which delays nobody's end.
  public static void begin() {
    Thread.ofPlatform().daemon().name("tls-preparation").start(TlsPreparation::prepare);
  }

  private static void prepare() {
    try {
      var context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {new BlindTrust()}, null);
      context.createSSLEngine();
      new SNIHostName("localhost");
      KeyPairGenerator.getInstance("X25519").generateKeyPair();
      TrustStores.manager(null);
      if (ANSWERED.await(MEANWHILE, TimeUnit.MILLISECONDS) && !onP256) {
        return;
      }
      var keys = KeyPairGenerator.getInstance("EC");
      keys.initialize(new ECGenParameterSpec("secp256r1"));
      keys.generateKeyPair();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (GeneralSecurityException _) {
      // The connection itself meets the same, and says it.
    }
  }
}
