package belay.net.tls;

import java.security.KeyManagementException;
import java.security.Provider;
import java.security.SecureRandom;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLContextSpi;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLServerSocketFactory;
import javax.net.ssl.SSLSessionContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;

/// What the JDK's client is given in place of its default TLS, which costs 130 to 230 ms, where
/// only plain HTTP is spoken. Nothing works with it.
public final class NoTls extends SSLContext {
  public NoTls() {
    super(new Nothing(), new NoProvider(), "none");
  }

  private static final class NoProvider extends Provider {
    NoProvider() {
      super("none", "1", "no TLS");
    }
  }

  private static final class Nothing extends SSLContextSpi {
    @Override
    protected void engineInit(KeyManager[] keys, TrustManager[] trust, SecureRandom random)
        throws KeyManagementException {
      throw new KeyManagementException("this client speaks plain HTTP only");
    }

    @Override
    protected SSLSocketFactory engineGetSocketFactory() {
      throw plainOnly();
    }

    @Override
    protected SSLServerSocketFactory engineGetServerSocketFactory() {
      throw plainOnly();
    }

    @Override
    protected SSLEngine engineCreateSSLEngine() {
      throw plainOnly();
    }

    @Override
    protected SSLEngine engineCreateSSLEngine(String host, int port) {
      throw plainOnly();
    }

    @Override
    protected SSLSessionContext engineGetServerSessionContext() {
      throw plainOnly();
    }

    @Override
    protected SSLSessionContext engineGetClientSessionContext() {
      throw plainOnly();
    }

    private static UnsupportedOperationException plainOnly() {
      return new UnsupportedOperationException("this client speaks plain HTTP only");
    }
  }
}
