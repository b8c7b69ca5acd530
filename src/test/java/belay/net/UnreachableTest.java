package belay.net;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.URI;
import java.security.cert.CertificateException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;

final class UnreachableTest {
  private static final URI REGISTRY = URI.create("https://10.1.2.3/v2/");

  private static IOException handshake(String why) {
    var failed = new SSLHandshakeException("(certificate_unknown) " + why);
    failed.initCause(new CertificateException(why));
    return failed;
  }

  @Test
  void aCertificateForAnotherNameIsNotCuredByAClientCertificate() {
    var failure = Unreachable.because(REGISTRY, handshake("No name matching 10.1.2.3 found"));
    assertEquals("the certificate of 10.1.2.3:443 is not for this name", failure.what());
    assertEquals(
        "call it by a name in its certificate: openssl s_client -connect 10.1.2.3:443",
        failure.help());
  }

  @Test
  void anUnknownAuthorityIsCuredByItsCertificate() {
    var failure = Unreachable.because(REGISTRY, handshake("PKIX path building failed"));
    assertEquals(
        "put its CA's certificate into ~/.config/containers/certs.d/10.1.2.3/ca.crt, or set"
            + " SSL_CERT_FILE",
        failure.help());
  }
}
