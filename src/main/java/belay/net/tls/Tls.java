package belay.net.tls;

import belay.failure.Failure;
import belay.failure.Kind;
import belay.host.Log;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Set;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;

/// Sets up TLS for one identity.
public final class Tls {
  private Tls() {}

  /// A context for the JDK's HTTP client.
  ///
  /// @param asked gets `host:port` of each server that asks for a certificate where there is none
  public static SSLContext context(
      TlsIdentity identity, ClientHello hello, Log log, Set<String> asked) {
    return new ClientHelloContext(
        context(identity, log, asked), hello.groups(), identity.serverName());
  }

  /// @param asked gets `host:port` of each server that asks for a certificate where there is none
  public static SSLContext context(TlsIdentity identity, Log log, Set<String> asked) {
    explain(identity, log);
    try {
      var context = SSLContext.getInstance("TLS");
      context.init(keys(identity, asked), new TrustManager[] {trust(identity)}, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new Failure(
          Kind.USAGE,
          "TLS cannot be set up with these certificates",
          "check the certificate files",
          e);
    }
  }

  private static void explain(TlsIdentity identity, Log log) {
    var words =
        switch (identity.trust()) {
          case AUTHORITIES_AND_SYSTEM -> "trusting the certificates in %s as well";
          case AUTHORITIES_ALONE -> "trusting nobody but the certificates in %s";
          case ANYBODY -> "trusting everybody, so not needing %s";
        };
    identity.authorities().forEach(file -> log.explain(() -> words.formatted(file)));
    identity
        .certificate()
        .ifPresent(file -> log.explain(() -> "showing the client certificate in " + file));
  }

  private static TrustManager trust(TlsIdentity identity) {
    return switch (identity.trust()) {
      case AUTHORITIES_AND_SYSTEM ->
          new LayeredTrust(TrustStores.besidesTheSystem(identity.authorities()));
      case AUTHORITIES_ALONE -> new LayeredTrust(TrustStores.alone(identity.authorities()));
      case ANYBODY -> new BlindTrust();
    };
  }

  private static KeyManager[] keys(TlsIdentity identity, Set<String> asked)
      throws GeneralSecurityException {
    if (identity.certificate().isEmpty() || identity.key().isEmpty()) {
      return new KeyManager[] {new NoKey(asked)};
    }
    var source = identity.certificate().get();
    var chain = Pem.certificates(source).toArray(new Certificate[0]);
    if (chain.length == 0) {
      throw TrustStores.empty(source);
    }
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
