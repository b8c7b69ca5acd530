package belay.net.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Each authority of the system's bundle is found by its name without reading the others, wherever
/// the name begins among the letters of Base64, and whatever the line breaks are.
final class BundleTrustTest {
  private static final Path SYSTEM = Path.of("/etc/ssl/certs/ca-certificates.crt");

  static Stream<String> lineBreaks() {
    return Stream.of("\n", "\r\n", "\n\n");
  }

  @ParameterizedTest
  @MethodSource("lineBreaks")
  void eachAuthorityIsFoundByItsName(String lineBreak) throws Exception {
    var bundle =
        new PemSource.Inline("a bundle", Files.readString(SYSTEM).replace("\n", lineBreak));
    var all = Pem.certificates(bundle);
    assertTrue(all.size() > 50);
    var read = new AtomicInteger();
    var trust =
        new BundleTrust(
            Pem.encoded(bundle),
            () -> {
              read.incrementAndGet();
              return all;
            });
    for (var authority : all) {
      trusts(trust, authority);
    }
    assertEquals(0, read.get());
  }

  /// By a store in which it is.
  private static void trusts(BundleTrust trust, X509Certificate authority)
      throws CertificateException {
    var chain = new X509Certificate[] {authority};
    trust.check(
        chain,
        manager -> assertTrue(Stream.of(manager.getAcceptedIssuers()).anyMatch(authority::equals)));
  }
}
