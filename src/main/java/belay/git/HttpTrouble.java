package belay.git;

import belay.failure.Failure;
import belay.failure.Kind;
import belay.net.tls.TlsTrouble;
import java.io.EOFException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.net.ssl.SSLException;

/// What goes wrong before a git server hears us: TLS, or the proxy on the way.
///
/// @param url the server
/// @param authorities the only ones that are trusted; empty for the usual ones
/// @param unknown whether the server asked for a certificate, and none could be shown
record HttpTrouble(GitUrl url, List<Path> authorities, boolean unknown) {
  private static final Pattern PROXY_SAYS =
      Pattern.compile("Unable to tunnel through proxy\\. Proxy returns \"HTTP/[0-9.]+ ([^\"]*)\"");
  private static final Pattern SILENT_REFUSAL =
      Pattern.compile("\\b400 Bad Request\\b|Error writing to server");
  private static final Pattern WHO_IS_THERE = Pattern.compile("\\b407 Proxy Auth");

  /// The certificate, of either side.
  Optional<Failure> tls(List<Throwable> chain, String words) {
    return TlsTrouble.of(chain.getFirst())
        .filter(trouble -> trouble != TlsTrouble.OTHER || !unknown)
        .or(() ->
            unknown && isSilentRefusal(chain, words)
                ? Optional.of(TlsTrouble.CLIENT_CERTIFICATE)
                : Optional.empty())
        .map(trouble ->
            new Failure(
                trouble == TlsTrouble.CLIENT_CERTIFICATE ? Kind.AUTH : Kind.UNREACHABLE,
                trouble.at(server()),
                cure(trouble)));
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
      case UNTRUSTED -> authorities.isEmpty() ? trustIt() : alone() + trustIt();
      case CLIENT_CERTIFICATE -> showOne();
    };
  }

  /// A server that misses a client certificate does not always say so by an alert: that gets lost
  /// when it hangs up at once, and nginx answers with a page.
  private static boolean isSilentRefusal(List<Throwable> chain, String words) {
    return SILENT_REFUSAL.matcher(words).find()
        || chain.stream()
            .anyMatch(cause ->
                cause instanceof SSLException
                    || (cause instanceof SocketException && !isNoConnection(cause))
                    || cause instanceof EOFException);
  }

  private String showOne() {
    return "git config --global http.%s.sslCert FILE, and sslKey, or set GIT_SSL_CERT and GIT_SSL_KEY"
        .formatted(site());
  }

  private String alone() {
    return "trusted is %s alone; "
        .formatted(authorities.stream().map(Path::toString).collect(Collectors.joining(" and ")));
  }

  private String trustIt() {
    return "git config --global http.%s.sslCAInfo FILE, or set GIT_SSL_CAINFO".formatted(site());
  }

  private String site() {
    var port = url.uri().getPort() > 0 ? ":" + url.uri().getPort() : "";
    return "%s://%s%s/".formatted(url.scheme(), url.host(), port);
  }

  /// The proxy.
  Optional<Failure> proxy(ProxyAddress proxy, List<Throwable> chain, String words) {
    if (WHO_IS_THERE.matcher(words).find()) {
      return Optional.of(
          new Failure(
              Kind.AUTH,
              "the proxy %s does not let you in".formatted(proxy),
              "check the user and the password in %s: http://user:password@%s"
                  .formatted(proxy.setting(), proxy)));
    }
    var said = PROXY_SAYS.matcher(words);
    if (said.find()) {
      return Optional.of(
          new Failure(
              Kind.UNREACHABLE,
              "the proxy %s does not connect to %s: %s".formatted(proxy, server(), said.group(1)),
              "check the URL, and %s or no_proxy".formatted(proxy.setting())));
    }
    return chain.stream().anyMatch(HttpTrouble::isNoConnection)
        ? Optional.of(
            new Failure(
                Kind.UNREACHABLE,
                "no connection to the proxy %s, which leads to %s".formatted(proxy, url),
                "check %s and no_proxy".formatted(proxy.setting())))
        : Optional.empty();
  }

  private static boolean isNoConnection(Throwable cause) {
    return cause instanceof ConnectException
        || cause instanceof NoRouteToHostException
        || cause instanceof UnknownHostException
        || (cause instanceof SocketTimeoutException late
            && String.valueOf(late.getMessage())
                .toLowerCase(Locale.ROOT)
                .startsWith("connect timed out"))
        || String.valueOf(cause.getMessage()).startsWith("Can't connect to SOCKS proxy");
  }
}
