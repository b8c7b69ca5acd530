package belay.net.tls;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import belay.failure.Failure;
import belay.host.Log;
import belay.net.Http;
import belay.net.Request;
import belay.net.Timeouts;
import belay.peers.Certificates;
import belay.peers.Hosts;
import belay.peers.OpensslServer;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is agreed on with openssl's server, held to some versions, groups and cipher suites.
final class HandshakeTest {
  @TempDir private static Path folder;
  private static Certificates certificates;
  private static Certificates.Server rsa;

  @BeforeAll
  static void make() {
    certificates = Certificates.in(folder);
    rsa = certificates.rsaServer();
  }

  private static Http http() {
    var settings =
        new TlsSettings(Optional.of(certificates.authority()), Optional.empty(), Optional.empty());
    return new Http(Hosts.still(), Log.none(), settings, Timeouts.usual());
  }

  /// The version and cipher suite, and the requests it took: a refused handshake is one more.
  private static String agreed(Certificates.Server with, String options) {
    try (var server = OpensslServer.start(with, options);
        var http = http()) {
      var request = Request.of("GET", URI.create("https://" + server.address() + "/"));
      var page = new String(http.send(request).body(), UTF_8);
      var line = page.lines().filter(l -> l.startsWith("New, ")).findFirst().orElse(page);
      http.send(request);
      return line.replace("New, ", "").replace(", Cipher is ", " ") + " " + (http.sent() - 1);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "TLSv1.3 TLS_CHACHA20_POLY1305_SHA256 1, ''",
    "TLSv1.3 TLS_CHACHA20_POLY1305_SHA256 2, -tls1_3 -groups P-256",
    "TLSv1.3 TLS_CHACHA20_POLY1305_SHA256 2, -groups P-384:P-521",
    "TLSv1.3 TLS_CHACHA20_POLY1305_SHA256 1, -groups P-256:X25519",
    "TLSv1.3 TLS_AES_128_GCM_SHA256 1, -ciphersuites TLS_AES_128_GCM_SHA256",
    "TLSv1.3 TLS_AES_256_GCM_SHA384 2, -groups P-256 -ciphersuites TLS_AES_256_GCM_SHA384"
  })
  void everyGroupAndSuiteThatTheRuntimeKnowsIsStillAgreedOn(String agreed, String options) {
    assertEquals(agreed, agreed(certificates.server(), "-quiet " + options));
    assertEquals(agreed, agreed(rsa, "-quiet " + options));
  }

  @ParameterizedTest
  @CsvSource({
    "ECDHE-RSA-CHACHA20-POLY1305 1, -tls1_2",
    "ECDHE-RSA-CHACHA20-POLY1305 2, -tls1_2 -groups P-256",
    "ECDHE-RSA-AES128-GCM-SHA256 2, -tls1_2 -groups P-256 -cipher ECDHE-RSA-AES128-GCM-SHA256",
    "DHE-RSA-AES256-GCM-SHA384 2, -tls1_2 -cipher DHE-RSA-AES256-GCM-SHA384"
  })
  void aServerThatHasOnlyTheVersionBeforeIsUnderstood(String agreed, String options) {
    assertEquals("TLSv1.2 " + agreed, agreed(rsa, "-quiet " + options));
  }

  /// There the groups name the curves of certificates, too.
  @Test
  void aKeyOnACurveIsUnderstoodInTheVersionBefore() {
    assertEquals(
        "TLSv1.2 ECDHE-ECDSA-CHACHA20-POLY1305 2", agreed(certificates.server(), "-quiet -tls1_2"));
  }

  @Test
  void nothingInCommonIsSaidAfterASecondTry() {
    try (var server =
            OpensslServer.start(
                certificates.server(), "-quiet -tls1_2 -cipher PSK-AES128-CBC-SHA");
        var http = http()) {
      var request = Request.of("GET", URI.create("https://" + server.address() + "/"));
      var failure = assertThrows(Failure.class, () -> http.send(request));
      assertEquals("no TLS connection to " + server.address(), failure.what());
    }
  }

  @Test
  void suitesAreOrderedByVersionThenCurvesThenCipher() {
    assertArrayEquals(
        new String[] {
          "TLS_CHACHA20_POLY1305_SHA256",
          "TLS_AES_256_GCM_SHA384",
          "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256",
          "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
          "TLS_DHE_RSA_WITH_CHACHA20_POLY1305_SHA256"
        },
        ClientHelloEngine.chaChaFirst(
            "TLS_AES_256_GCM_SHA384",
            "TLS_CHACHA20_POLY1305_SHA256",
            "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256",
            "TLS_DHE_RSA_WITH_CHACHA20_POLY1305_SHA256"));
  }
}
