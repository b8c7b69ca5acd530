package belay.git;

import belay.host.Host;
import belay.host.Log;
import belay.host.Programs;
import belay.net.tls.Tls;
import belay.net.tls.TlsIdentity;
import belay.net.tls.TlsIdentity.Trusted;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/// Who vouches for a git server, and who we are to it, by git's settings and variables:
/// `sslVerify`, `sslCAInfo`, `sslCAPath`, `sslCert`, `sslKey`. Authorities named there are the only
/// ones; without them Java's and the system's count, and those in `SSL_CERT_FILE`.
final class HttpTrust {
  private final Host host;
  private final Log log;
  private final GitUrl url;
  private final HttpSettings settings;
  private final Set<String> asked = ConcurrentHashMap.newKeySet();
  private @Nullable SSLSocketFactory home;
  private @Nullable SSLSocketFactory elsewhere;

  HttpTrust(Host host, Log log, UserConfig config, GitUrl url) {
    this.host = host;
    this.log = log;
    this.url = url;
    this.settings = new HttpSettings(config, url);
  }

  /// For connections to the server itself. Connections are kept by the factory that they come from,
  /// so it is always the same.
  synchronized SSLSocketFactory home() {
    var made = home;
    if (made == null) {
      made = Tls.context(identity(), log, asked).getSocketFactory();
      home = made;
    }
    return made;
  }

  /// For connections to where it redirects: those do not see who we are.
  synchronized SSLSocketFactory elsewhere() {
    var made = elsewhere;
    if (made == null) {
      var identity = identity();
      var nobody =
          new TlsIdentity(
              identity.trust(), identity.authorities(), Optional.empty(), Optional.empty());
      made = Tls.context(nobody, log, new HashSet<>()).getSocketFactory();
      elsewhere = made;
    }
    return made;
  }

  private TlsIdentity identity() {
    var certificate = named("GIT_SSL_CERT", "sslCert");
    var key = named("GIT_SSL_KEY", "sslKey").or(() -> certificate);
    if (!isChecked()) {
      log.warn("the certificate of %s is not checked: %s".formatted(url.host(), whyNot()));
      return new TlsIdentity(Trusted.ANYBODY, List.of(), certificate, key);
    }
    var authorities = authorities();
    return authorities.isEmpty()
        ? new TlsIdentity(
            Trusted.AUTHORITIES_AND_SYSTEM,
            host.env("SSL_CERT_FILE").map(host.cwd()::resolve).stream().toList(),
            certificate,
            key)
        : new TlsIdentity(Trusted.AUTHORITIES_ALONE, authorities, certificate, key);
  }

  /// Whether the server asked for a certificate, and none could be shown.
  boolean missesCertificate() {
    return !asked.isEmpty();
  }

  private boolean isChecked() {
    return !settings.isOff("sslVerify") && host.env("GIT_SSL_NO_VERIFY").isEmpty();
  }

  private String whyNot() {
    return settings.isOff("sslVerify") ? "http.sslVerify is off" : "GIT_SSL_NO_VERIFY is set";
  }

  /// The files and folders of authorities that git's settings name.
  List<Path> authorities() {
    return Stream.of(named("GIT_SSL_CAINFO", "sslCAInfo"), named("GIT_SSL_CAPATH", "sslCAPath"))
        .flatMap(Optional::stream)
        .toList();
  }

  private Optional<Path> named(String variable, String setting) {
    return host.env(variable)
        .or(() -> settings.get(setting))
        .filter(text -> !text.isBlank())
        .map(new Programs(host)::fromHome);
  }
}
