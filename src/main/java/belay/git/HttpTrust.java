package belay.git;

import belay.failure.Failure;
import belay.failure.Kind;
import belay.host.Host;
import belay.host.Log;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.Optional;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.eclipse.jgit.transport.HttpConfig;
import org.eclipse.jgit.transport.http.HttpConnection;
import org.eclipse.jgit.util.HttpSupport;
import org.jspecify.annotations.Nullable;

/// Which certificate authorities vouch for a git server: git's `GIT_SSL_CAINFO` and
/// `http.sslCAInfo`, `SSL_CERT_FILE`, else Java's own list.
final class HttpTrust {
  private final Host host;
  private final Log log;
  private final UserConfig config;
  private final GitUrl url;
  private final HttpConfig http;
  private TrustManager @Nullable [] managers;
  private boolean warned;

  HttpTrust(Host host, Log log, UserConfig config, GitUrl url, HttpConfig http) {
    this.host = host;
    this.log = log;
    this.config = config;
    this.url = url;
    this.http = http;
  }

  void applyTo(HttpConnection connection) throws IOException, GeneralSecurityException {
    if (!http.isSslVerify() || host.env("GIT_SSL_NO_VERIFY").isPresent()) {
      if (!warned) {
        log.warn(
            "the certificate of %s is not checked: http.sslVerify is off".formatted(url.host()));
        warned = true;
      }
      HttpSupport.disableSslVerify(connection);
      return;
    }
    var file = file();
    if (file.isPresent()) {
      if (managers == null) {
        managers = trusting(file.get());
      }
      connection.configure(null, managers, null);
    }
  }

  private Optional<Path> file() {
    return host.env("GIT_SSL_CAINFO")
        .or(() -> HttpSettings.get(config, url, "sslCAInfo"))
        .or(() -> host.env("SSL_CERT_FILE"))
        .map(new Programs(host)::fromHome);
  }

  private static TrustManager[] trusting(Path file) throws IOException, GeneralSecurityException {
    var store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    try (var in = Files.newInputStream(file)) {
      var certificates = CertificateFactory.getInstance("X.509").generateCertificates(in);
      for (var certificate : certificates) {
        store.setCertificateEntry("ca" + store.size(), certificate);
      }
    } catch (IOException | GeneralSecurityException e) {
      throw new Failure(
          Kind.USAGE,
          "no certificates can be read from \"%s\", which git is to trust".formatted(file),
          "check http.sslCAInfo, GIT_SSL_CAINFO and SSL_CERT_FILE: a file of PEM certificates",
          e);
    }
    var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return factory.getTrustManagers();
  }
}
