package belay.git;

import java.io.IOException;
import java.io.InputStream;
import java.net.Proxy;
import java.net.URL;
import java.security.SecureRandom;
import java.util.Collection;
import javax.net.ssl.HostnameVerifier;
import javax.net.ssl.KeyManager;
import javax.net.ssl.TrustManager;
import org.eclipse.jgit.transport.http.JDKHttpConnection;
import org.jspecify.annotations.Nullable;

/// A connection that does not take along what is meant for another server.
final class GuardedConnection extends JDKHttpConnection {
  private static final int LONGEST_CONNECT_MILLIS = 15_000;

  private final Collection<String> secrets;

  /// @param secrets the names of the headers that this server must not see
  GuardedConnection(URL target, Line line, Collection<String> secrets) throws IOException {
    super(line.to(target), Proxy.NO_PROXY);
    this.secrets = secrets;
  }

  @Override
  public void setRequestProperty(String key, String value) {
    if (secrets.stream().noneMatch(key::equalsIgnoreCase)) {
      super.setRequestProperty(key, value);
    }
  }

  /// Only the advertisement of refs tells what objects are named by.
  @Override
  public InputStream getInputStream() throws IOException {
    var in = super.getInputStream();
    return String.valueOf(getURL()).contains("/info/refs") ? ObjectFormat.watched(in) : in;
  }

  /// A server that does not answer at all is told from a slow one early.
  @Override
  public void setConnectTimeout(int millis) {
    super.setConnectTimeout(Math.min(millis, LONGEST_CONNECT_MILLIS));
  }

  /// JGit would put its own trust in place of ours.
  @Override
  public void configure(
      KeyManager @Nullable [] keys,
      TrustManager @Nullable [] trust,
      @Nullable SecureRandom random) {}

  @Override
  public void setHostnameVerifier(@Nullable HostnameVerifier verifier) {}
}
