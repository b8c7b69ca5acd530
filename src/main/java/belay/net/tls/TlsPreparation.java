package belay.net.tls;

import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;

/// What a first TLS connection takes long for and every connection shares, in the order in which it
/// is needed: the cipher suites, the rules for names of hosts, the key exchange, the runtime's own
/// authorities, which it reads to know whether a server's is one of them, whoever else is trusted,
/// and for servers with a key on the curve P-256 the table of its multiples. The HTTP client's own
/// classes are left alone: the first of them reads whether proxies may be shown passwords.
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
      context.createSSLEngine();
      new SNIHostName("localhost");
      KeyPairGenerator.getInstance("X25519").generateKeyPair();
      TrustStores.manager(null);
      var keys = KeyPairGenerator.getInstance("EC");
      keys.initialize(new ECGenParameterSpec("secp256r1"));
      keys.generateKeyPair();
    } catch (GeneralSecurityException _) {
      // The connection itself meets the same, and says it.
    }
  }
}
