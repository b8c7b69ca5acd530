package belay.net.tls;

import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Optional;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;

/// Why no TLS connection came about, read from the JDK's exceptions: their types say little, and
/// their texts speak of PKIX paths.
public enum TlsTrouble {
  PLAIN("%s does not speak TLS"),
  EXPIRED("the certificate of %s has expired"),
  TOO_EARLY("the certificate of %s is not valid yet"),
  UNTRUSTED("the certificate of %s is signed by an authority that is not trusted here"),
  OTHER_NAME("the certificate of %s is not for this name"),
  INVALID("the certificate of %s is not valid"),
  CLIENT_CERTIFICATE("%s wants a client certificate, or another than the one shown"),
  OTHER("no TLS connection to %s");

  private final String words;

  TlsTrouble(String words) {
    this.words = words;
  }

  /// What TLS has to do with a failed request; empty for nothing.
  public static Optional<TlsTrouble> of(Throwable failed) {
    if (!Throwables.has(failed, SSLException.class)
        && !Throwables.has(failed, CertificateException.class)) {
      return Optional.empty();
    }
    var text = Throwables.text(failed);
    if (text.contains("plaintext connection")
        || text.contains("Unsupported or unrecognized SSL message")) {
      return Optional.of(PLAIN);
    }
    return Optional.of(
        Throwables.has(failed, CertificateException.class)
            ? certificate(failed, text)
            : alert(text));
  }

  private static TlsTrouble certificate(Throwable failed, String text) {
    if (Throwables.has(failed, CertificateExpiredException.class)) {
      return EXPIRED;
    }
    if (Throwables.has(failed, CertificateNotYetValidException.class)) {
      return TOO_EARLY;
    }
    if (LayeredTrust.isUnknownAuthority(text)) {
      return UNTRUSTED;
    }
    return text.contains("No subject alternative") || text.contains("No name matching")
        ? OTHER_NAME
        : INVALID;
  }

  private static TlsTrouble alert(String text) {
    return text.contains("bad_certificate")
            || text.contains("certificate_required")
            || text.contains("certificate_unknown")
        ? CLIENT_CERTIFICATE
        : OTHER;
  }

  /// Whether no connection came about for a reason that is not a certificate: the sides may have no
  /// version, group or cipher suite in common.
  public static boolean isBrokenHandshake(Throwable failed) {
    return Throwables.has(failed, SSLHandshakeException.class)
        && of(failed).filter(trouble -> trouble == OTHER).isPresent();
  }

  /// Whether a TLS server was met, but one side does not like the other's certificate.
  public boolean isAboutCertificates() {
    return this != PLAIN && this != OTHER;
  }

  /// What happened, for a person.
  public String at(String server) {
    return words.formatted(server);
  }
}
