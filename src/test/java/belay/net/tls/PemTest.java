package belay.net.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import belay.failure.Failure;
import belay.failure.Kind;
import belay.peers.Certificates;
import belay.peers.Peer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Keys in all formats that openssl writes.
final class PemTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "openssl genpkey -algorithm RSA, RSA",
    "openssl genrsa -traditional, RSA",
    "openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256, EC",
    "openssl ecparam -name prime256v1 -genkey -noout, EC",
    "openssl ecparam -name secp384r1 -genkey, EC",
    "openssl genpkey -algorithm ED25519, EdDSA",
  })
  void aPrivateKeyIsRead(String command, String algorithm) {
    Peer.require("openssl");
    Certificates.run(folder, command, "> key.pem");
    assertEquals(
        algorithm, Pem.privateKey(new PemSource.File(folder.resolve("key.pem"))).getAlgorithm());
  }

  @ParameterizedTest
  @CsvSource({
    "openssl genpkey -algorithm RSA -aes256 -pass pass:x",
    "openssl genrsa -traditional -aes256 -passout pass:x",
    "echo nothing",
  })
  void oneThatCannotBeReadNamesTheCommandThatConvertsIt(String command) {
    Certificates.run(folder, command, "> key.pem");
    var file = folder.resolve("key.pem");
    var failure = assertThrows(Failure.class, () -> Pem.privateKey(new PemSource.File(file)));
    assertEquals(Kind.USAGE, failure.kind());
    assertEquals(
        "openssl pkcs8 -topk8 -nocrypt -in %s -out key.pem".formatted(file), failure.help());
  }

  @Test
  void aMissingOrSpoiltCertificateIsNamed() throws Exception {
    var gone = folder.resolve("gone.crt");
    assertEquals(
        gone + " cannot be read",
        assertThrows(Failure.class, () -> Pem.certificates(new PemSource.File(gone))).what());
    var spoilt =
        Files.writeString(
            folder.resolve("a.crt"),
            "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");
    assertEquals(
        "a certificate in %s cannot be read".formatted(spoilt),
        assertThrows(Failure.class, () -> Pem.certificates(new PemSource.File(spoilt))).what());
  }
}
