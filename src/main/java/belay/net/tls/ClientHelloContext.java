package belay.net.tls;

import java.security.KeyManagementException;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLContextSpi;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLServerSocketFactory;
import javax.net.ssl.SSLSessionContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;

/// A context that is ready, with engines that offer what is wanted. Its sessions are the context's
/// own.
final class ClientHelloContext extends SSLContext {
  ClientHelloContext(SSLContext context, List<String> groups, Optional<String> serverName) {
    super(new Engines(context, groups, serverName), context.getProvider(), context.getProtocol());
  }

  private static final class Engines extends SSLContextSpi {
    private final SSLContext context;
    private final List<String> groups;
    private final Optional<String> serverName;

    Engines(SSLContext context, List<String> groups, Optional<String> serverName) {
      this.context = context;
      this.groups = groups;
      this.serverName = serverName;
    }

    @Override
    protected SSLEngine engineCreateSSLEngine() {
      return new ClientHelloEngine(context.createSSLEngine(), groups, serverName);
    }

    @Override
    protected SSLEngine engineCreateSSLEngine(String host, int port) {
      return new ClientHelloEngine(context.createSSLEngine(host, port), groups, serverName);
    }

    @Override
    protected void engineInit(KeyManager[] keys, TrustManager[] trust, SecureRandom random)
        throws KeyManagementException {
      throw new KeyManagementException("this context is ready");
    }

    @Override
    protected SSLSocketFactory engineGetSocketFactory() {
      throw enginesOnly();
    }

    @Override
    protected SSLServerSocketFactory engineGetServerSocketFactory() {
      throw enginesOnly();
    }

    private static UnsupportedOperationException enginesOnly() {
      return new UnsupportedOperationException("this context makes engines only");
    }

    @Override
    protected SSLSessionContext engineGetServerSessionContext() {
      return context.getServerSessionContext();
    }

    @Override
    protected SSLSessionContext engineGetClientSessionContext() {
      return context.getClientSessionContext();
    }
  }
}
