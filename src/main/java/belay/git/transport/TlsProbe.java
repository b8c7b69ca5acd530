package belay.git.transport;

import static java.nio.charset.StandardCharsets.US_ASCII;

import belay.failure.Failure;
import belay.failure.Kind;
import belay.git.run.GitUrl;
import belay.host.Host;
import belay.host.Log;
import belay.host.Programs;
import belay.net.tls.PemSource;
import belay.net.tls.Tls;
import belay.net.tls.TlsIdentity;
import belay.net.tls.TlsTrouble;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.SSLSocket;

/// Finds out what git's words on a TLS connection mean: its libraries often say no more than that a
/// certificate cannot be verified, so that the server is asked once more.
///
/// @param settings finds a setting of `http.*` for the URL
/// @param checked whether the server's certificate has to be good
record TlsProbe(
    Host host, GitUrl url, Function<String, Optional<String>> settings, boolean checked) {
  private static final int PATIENCE_MILLIS = 5000;

  private static final Pattern ABOUT_TLS =
      Pattern.compile(
          "certificate|ssl|tls|gnutls|handshake|error: 400|recv failure|connection reset"
              + "|empty reply|broken pipe|unexpected eof|cacert|ca cert|send failure|getpeername"
              + "|not connected|connection was reset|closed abruptly");

  /// @param direct whether there is no proxy on the way
  Optional<Failure> explain(String words, boolean direct) {
    var said = words.toLowerCase(Locale.ROOT);
    if (!ABOUT_TLS.matcher(said).find()) {
      return Optional.empty();
    }
    var found = direct ? probed() : Optional.<TlsTrouble>empty();
    return found
        .or(() -> inWords(said))
        .map(trouble ->
            new Failure(
                trouble == TlsTrouble.CLIENT_CERTIFICATE ? Kind.AUTH : Kind.UNREACHABLE,
                trouble.at(server()),
                cure(trouble)));
  }

  private static Optional<TlsTrouble> inWords(String said) {
    if (said.contains("expired")) {
      return Optional.of(TlsTrouble.EXPIRED);
    }
    if (said.contains("subject name") || said.contains("does not match")) {
      return Optional.of(TlsTrouble.OTHER_NAME);
    }
    return said.contains("verif") || said.contains("issuer") || said.contains("self-signed")
        ? Optional.of(TlsTrouble.UNTRUSTED)
        : Optional.empty();
  }

  private Optional<TlsTrouble> probed() {
    Set<String> asked = new HashSet<>();
    var found = handshake(asked);
    return found
        .filter(trouble -> trouble != TlsTrouble.OTHER || asked.isEmpty())
        .or(() -> asked.isEmpty() ? Optional.empty() : Optional.of(TlsTrouble.CLIENT_CERTIFICATE));
  }

  private Optional<TlsTrouble> handshake(Set<String> asked) {
    var sockets = Tls.context(identity(), Log.none(), asked).getSocketFactory();
    try (var plain = new Socket()) {
      plain.connect(new InetSocketAddress(url.host(), url.port()), PATIENCE_MILLIS);
      plain.setSoTimeout(PATIENCE_MILLIS);
      try (var tls = (SSLSocket) sockets.createSocket(plain, url.host(), url.port(), true)) {
        if (checked) {
          var parameters = tls.getSSLParameters();
          parameters.setEndpointIdentificationAlgorithm("HTTPS");
          tls.setSSLParameters(parameters);
        }
        tls.startHandshake();
        tls.getOutputStream().write("OPTIONS * HTTP/1.0\r\n\r\n".getBytes(US_ASCII));
        var _ = tls.getInputStream().read();
        return Optional.empty();
      }
    } catch (IOException e) {
      return TlsTrouble.of(e);
    }
  }

  private TlsIdentity identity() {
    var certificate = named("GIT_SSL_CERT", "sslCert").<PemSource>map(PemSource.File::new);
    var key =
        named("GIT_SSL_KEY", "sslKey").<PemSource>map(PemSource.File::new).or(() -> certificate);
    var authorities = authorities();
    if (!checked) {
      return new TlsIdentity(TlsIdentity.Trusted.ANYBODY, List.of(), certificate, key);
    }
    return authorities.isEmpty()
        ? new TlsIdentity(
            TlsIdentity.Trusted.AUTHORITIES_AND_SYSTEM,
            PemSource.files(host.env("SSL_CERT_FILE").map(host.cwd()::resolve).stream().toList()),
            certificate,
            key)
        : new TlsIdentity(
            TlsIdentity.Trusted.AUTHORITIES_ALONE, PemSource.files(authorities), certificate, key);
  }

  /// The files and folders of authorities that git's settings name.
  private List<Path> authorities() {
    return Stream.of(named("GIT_SSL_CAINFO", "sslCAInfo"), named("GIT_SSL_CAPATH", "sslCAPath"))
        .flatMap(Optional::stream)
        .toList();
  }

  private Optional<Path> named(String variable, String setting) {
    return host.env(variable)
        .or(() -> settings.apply(setting))
        .filter(text -> !text.isBlank())
        .map(new Programs(host)::fromHome);
  }

  private String server() {
    return "%s:%d".formatted(url.host(), url.port());
  }

  private String cure(TlsTrouble trouble) {
    return switch (trouble) {
      case PLAIN -> "if plain http is intended: http://" + server();
      case EXPIRED, TOO_EARLY, INVALID, OTHER ->
          "look at it: openssl s_client -connect " + server();
      case OTHER_NAME ->
          "call it by a name in its certificate: openssl s_client -connect " + server();
      case UNTRUSTED ->
          alone()
              + "git config --global http.%s.sslCAInfo FILE, or set GIT_SSL_CAINFO"
                  .formatted(site());
      case CLIENT_CERTIFICATE ->
          "git config --global http.%s.sslCert FILE, and sslKey, or set GIT_SSL_CERT and GIT_SSL_KEY"
              .formatted(site());
    };
  }

  private String alone() {
    var authorities = authorities();
    return authorities.isEmpty()
        ? ""
        : "trusted is %s alone; "
            .formatted(
                authorities.stream().map(Path::toString).collect(Collectors.joining(" and ")));
  }

  private String site() {
    var port = url.named() > 0 ? ":" + url.named() : "";
    return "%s://%s%s/".formatted(url.scheme(), url.host(), port);
  }
}
