package belay.net;

import belay.failure.Failure;
import belay.failure.InWords;
import belay.failure.Kind;
import belay.failure.LocalTrouble;
import belay.net.proxy.ProxyDenied;
import belay.net.tls.Throwables;
import belay.net.tls.TlsTrouble;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.util.Optional;

/// Words for a request without an answer. The JDK's own leave much to guess: a refused connection
/// and an unknown host both have the message `null`.
public final class Unreachable {
  private Unreachable() {}

  /// The failure for a host that gave no answer.
  public static Failure because(URI uri, IOException cause) {
    if (cause instanceof Unreadable) {
      return new Failure(
          Kind.BUG,
          "cannot read what is to be sent",
          "check the image's files and their disk",
          cause);
    }
    var here = LocalTrouble.of(cause);
    if (here.isPresent()) {
      return here.get().at("on the way to " + uri.getHost(), cause);
    }
    var kind = cause instanceof ProxyDenied ? Kind.AUTH : Kind.UNREACHABLE;
    return new Failure(kind, words(uri, cause), cure(uri, cause), cause);
  }

  static String words(URI uri, IOException cause) {
    var where = uri.getHost() + ":" + port(uri);
    if (cause instanceof ProxyDown) {
      return "%s, which leads to %s".formatted(cause.getMessage(), where);
    }
    if (Throwables.has(cause, UnresolvedAddressException.class)
        || Throwables.has(cause, UnknownHostException.class)) {
      return "no such host: " + uri.getHost();
    }
    if (cause instanceof HttpConnectTimeoutException) {
      return "no connection to %s: it does not answer".formatted(where);
    }
    if (cause instanceof HttpTimeoutException) {
      return "%s does not answer: %s".formatted(where, InWords.of(cause));
    }
    if (cause instanceof ProxyDenied) {
      return "%s, on the way to %s".formatted(cause.getMessage(), where);
    }
    if (isRefusedByProxy(cause)) {
      return "the proxy does not connect to %s: %s".formatted(where, cause.getMessage());
    }
    if (cause instanceof ConnectException) {
      return "no connection to %s: nothing listens there".formatted(where);
    }
    if (Throwables.has(cause, NoRouteToHostException.class)) {
      return "no connection to %s: no route to it".formatted(where);
    }
    var tls = TlsTrouble.of(cause);
    if (tls.isPresent()) {
      return tls.get().at(where);
    }
    if (cause instanceof BoundedBody.TooLong) {
      return "%s: %s".formatted(where, cause.getMessage());
    }
    return "the connection to %s broke".formatted(where);
  }

  private static String cure(URI uri, IOException cause) {
    if (isRefusedByProxy(cause) || cause instanceof ProxyDown) {
      return "check HTTP_PROXY or HTTPS_PROXY, its user and password, and NO_PROXY";
    }
    return TlsTrouble.of(cause)
        .flatMap(trouble -> cure(uri, trouble))
        .orElse("check the name, the network, and HTTP_PROXY, HTTPS_PROXY and NO_PROXY");
  }

  private static Optional<String> cure(URI uri, TlsTrouble trouble) {
    var folder = "~/.config/containers/certs.d/" + uri.getAuthority();
    return switch (trouble) {
      case PLAIN -> Optional.of("if plain HTTP is intended, pass --plain-http");
      case UNTRUSTED ->
          Optional.of(
              "put its CA's certificate into %s/ca.crt, or set SSL_CERT_FILE".formatted(folder));
      case OTHER_NAME ->
          Optional.of(
              "call it by a name in its certificate: openssl s_client -connect %s:%d"
                  .formatted(uri.getHost(), port(uri)));
      case EXPIRED, TOO_EARLY, INVALID ->
          Optional.of(
              "look at it: openssl s_client -connect %s:%d".formatted(uri.getHost(), port(uri)));
      case CLIENT_CERTIFICATE -> Optional.of("put client.cert and client.key into " + folder);
      case OTHER -> Optional.empty();
    };
  }

  /// Whether trying again cannot help.
  static boolean lasting(IOException cause) {
    return cause instanceof BoundedBody.TooLong
        || cause instanceof Unreadable
        || LocalTrouble.of(cause).isPresent()
        || isRefusedByProxy(cause)
        || TlsTrouble.of(cause).filter(trouble -> trouble != TlsTrouble.OTHER).isPresent();
  }

  /// Whether no connection came about, rather than one that broke.
  static boolean atOnce(IOException cause) {
    return cause instanceof ConnectException
        || cause instanceof HttpConnectTimeoutException
        || Throwables.has(cause, UnresolvedAddressException.class);
  }

  /// Whether a TLS server was met, but one side does not like the other's certificate.
  public static boolean isAboutCertificates(IOException cause) {
    return TlsTrouble.of(cause).filter(TlsTrouble::isAboutCertificates).isPresent();
  }

  private static boolean isRefusedByProxy(IOException cause) {
    return cause instanceof ProxyDenied
        || String.valueOf(cause.getMessage()).startsWith("Tunnel failed");
  }

  static int port(URI uri) {
    if (uri.getPort() >= 0) {
      return uri.getPort();
    }
    return "https".equals(uri.getScheme()) ? 443 : 80;
  }
}
