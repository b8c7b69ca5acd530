package belay.net;

import belay.failure.Failure;
import belay.failure.Kind;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/// Words for a request without an answer. The JDK's own leave much to guess: a refused connection
/// and an unknown host both have the message `null`.
public final class Unreachable {
  private static final int DEEPEST = 8;

  private Unreachable() {}

  /// The failure for a host that gave no answer.
  public static Failure because(URI uri, IOException cause) {
    return new Failure(Kind.UNREACHABLE, words(uri, cause), cure(uri, cause), cause);
  }

  static String words(URI uri, IOException cause) {
    var where = uri.getHost() + ":" + port(uri);
    if (has(cause, UnresolvedAddressException.class) || has(cause, UnknownHostException.class)) {
      return "no such host: " + uri.getHost();
    }
    if (cause instanceof HttpConnectTimeoutException) {
      return "no connection to %s: it does not answer".formatted(where);
    }
    if (cause instanceof HttpTimeoutException) {
      return "%s does not answer: %s".formatted(where, cause.getMessage());
    }
    if (isRefusedByProxy(cause)) {
      return "the proxy does not connect to %s: %s".formatted(where, cause.getMessage());
    }
    if (cause instanceof ConnectException) {
      return "no connection to %s: nothing listens there".formatted(where);
    }
    if (has(cause, NoRouteToHostException.class)) {
      return "no connection to %s: no route to it".formatted(where);
    }
    if (has(cause, SSLException.class)) {
      return tls(where, cause);
    }
    if (cause instanceof BoundedBody.TooLong) {
      return "%s: %s".formatted(where, cause.getMessage());
    }
    return "the connection to %s broke".formatted(where);
  }

  private static String tls(String where, IOException cause) {
    if (speaksPlainHttp(cause)) {
      return "%s does not speak TLS".formatted(where);
    }
    if (has(cause, CertificateExpiredException.class)) {
      return "the certificate of %s has expired".formatted(where);
    }
    if (text(cause).contains("PKIX path")) {
      return "the certificate of %s is signed by an authority that is not trusted here"
          .formatted(where);
    }
    if (has(cause, CertificateException.class)) {
      return "the certificate of %s is not for this name".formatted(where);
    }
    if (wantsCertificate(cause)) {
      return "%s wants a client certificate, or another than the one shown".formatted(where);
    }
    return "no TLS connection to %s".formatted(where);
  }

  private static String cure(URI uri, IOException cause) {
    if (isRefusedByProxy(cause)) {
      return "check HTTPS_PROXY, its user and password, and NO_PROXY";
    }
    if (speaksPlainHttp(cause)) {
      return "if plain HTTP is intended, pass --plain-http";
    }
    if (text(cause).contains("PKIX path")) {
      return "put its CA's certificate into ~/.config/containers/certs.d/%s/ca.crt, or set"
              .formatted(uri.getAuthority())
          + " SSL_CERT_FILE";
    }
    if (wantsCertificate(cause)) {
      return "put client.cert and client.key into ~/.config/containers/certs.d/"
          + uri.getAuthority();
    }
    return "check the name, the network, and HTTP_PROXY, HTTPS_PROXY and NO_PROXY";
  }

  /// Whether trying again cannot help.
  static boolean lasting(IOException cause) {
    return cause instanceof BoundedBody.TooLong
        || speaksPlainHttp(cause)
        || isRefusedByProxy(cause)
        || isAboutCertificates(cause);
  }

  /// Whether no connection came about, rather than one that broke.
  static boolean atOnce(IOException cause) {
    return cause instanceof ConnectException
        || cause instanceof HttpConnectTimeoutException
        || has(cause, UnresolvedAddressException.class);
  }

  /// Whether a TLS handshake met a server without TLS.
  private static boolean speaksPlainHttp(IOException cause) {
    return has(cause, SSLException.class)
        && (text(cause).contains("plaintext connection")
            || text(cause).contains("Unsupported or unrecognized SSL message"));
  }

  /// Whether a TLS server was met, but one side does not like the other's certificate.
  public static boolean isAboutCertificates(IOException cause) {
    return has(cause, CertificateException.class) || wantsCertificate(cause);
  }

  private static boolean isRefusedByProxy(IOException cause) {
    return String.valueOf(cause.getMessage()).startsWith("Tunnel failed");
  }

  private static boolean wantsCertificate(IOException cause) {
    return has(cause, SSLException.class)
        && (text(cause).contains("bad_certificate")
            || text(cause).contains("certificate_required")
            || text(cause).contains("certificate_unknown"));
  }

  private static int port(URI uri) {
    if (uri.getPort() >= 0) {
      return uri.getPort();
    }
    return "https".equals(uri.getScheme()) ? 443 : 80;
  }

  private static boolean has(Throwable cause, Class<? extends Throwable> type) {
    return find(cause, type).isPresent();
  }

  private static Optional<Throwable> find(Throwable cause, Class<? extends Throwable> type) {
    @Nullable Throwable at = cause;
    for (var depth = 0; at != null && depth < DEEPEST; depth++) {
      if (type.isInstance(at)) {
        return Optional.of(at);
      }
      at = at.getCause();
    }
    return Optional.empty();
  }

  private static String text(Throwable cause) {
    var all = new StringBuilder();
    @Nullable Throwable at = cause;
    for (var depth = 0; at != null && depth < DEEPEST; depth++) {
      all.append(at.getMessage()).append('\n');
      at = at.getCause();
    }
    return all.toString();
  }
}
