package belay.net.tls;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Set;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/// Has no certificate to show, and remembers who asked for one: a server that misses it may hang up
/// so fast that its alert is lost, and then this is the only trace of the reason.
final class NoKey extends X509ExtendedKeyManager {
  private final Set<String> asked;

  /// @param asked gets `host:port` of each server that asks
  NoKey(Set<String> asked) {
    this.asked = asked;
  }

  @Override
  public @Nullable String chooseEngineClientAlias(
      String[] types, Principal @Nullable [] issuers, SSLEngine engine) {
    asked.add(engine.getPeerHost() + ":" + engine.getPeerPort());
    return null;
  }

  @Override
  public @Nullable String chooseClientAlias(
      String[] types, Principal @Nullable [] issuers, @Nullable Socket socket) {
    if (socket instanceof SSLSocket tls) {
      var session = tls.getHandshakeSession();
      asked.add(session.getPeerHost() + ":" + session.getPeerPort());
    }
    return null;
  }

  @Override
  public String @Nullable [] getClientAliases(String type, Principal @Nullable [] issuers) {
    return null;
  }

  @Override
  public String @Nullable [] getServerAliases(String type, Principal @Nullable [] issuers) {
    return null;
  }

  @Override
  public @Nullable String chooseServerAlias(
      String type, Principal @Nullable [] issuers, @Nullable Socket socket) {
    return null;
  }

  @Override
  public X509Certificate @Nullable [] getCertificateChain(String alias) {
    return null;
  }

  @Override
  public @Nullable PrivateKey getPrivateKey(String alias) {
    return null;
  }
}
