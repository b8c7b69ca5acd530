package belay.peers;

import static java.nio.charset.StandardCharsets.UTF_8;

import belay.image.Digest;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/// A server that answers every question with one digest, but only to whom its authority has signed.
public final class MutualTlsServer implements AutoCloseable {
  public static final Digest DIGEST = Digest.of("mutual".getBytes(UTF_8));

  private final HttpsServer server;

  private MutualTlsServer(HttpsServer server) {
    this.server = server;
  }

  public static MutualTlsServer start(Certificates certificates)
      throws IOException, GeneralSecurityException {
    var server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    var context = context(certificates);
    server.setHttpsConfigurator(
        new HttpsConfigurator(context) {
          @Override
          public void configure(HttpsParameters parameters) {
            var tls = context.getDefaultSSLParameters();
            tls.setNeedClientAuth(true);
            parameters.setSSLParameters(tls);
          }
        });
    server.createContext(
        "/v2/",
        exchange -> {
          try (exchange) {
            exchange.getResponseHeaders().set("Docker-Content-Digest", DIGEST.toString());
            exchange.sendResponseHeaders(200, -1);
          }
        });
    server.start();
    return new MutualTlsServer(server);
  }

  public String address() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  public static SSLContext context(Certificates certificates)
      throws IOException, GeneralSecurityException {
    var own = store();
    var key = Files.readString(certificates.serverKey()).replaceAll("-----[A-Z ]+-----", "");
    own.setKeyEntry(
        "server",
        KeyFactory.getInstance("EC")
            .generatePrivate(new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(key))),
        new char[0],
        new Certificate[] {certificate(certificates.serverCertificate())});
    var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(own, new char[0]);
    var trusted = store();
    trusted.setCertificateEntry("ca", certificate(certificates.authority()));
    var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    var context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
    return context;
  }

  private static KeyStore store() throws IOException, GeneralSecurityException {
    var store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load((InputStream) null, new char[0]);
    return store;
  }

  private static Certificate certificate(Path file) throws IOException, GeneralSecurityException {
    try (var in = Files.newInputStream(file)) {
      return CertificateFactory.getInstance("X.509").generateCertificate(in);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
