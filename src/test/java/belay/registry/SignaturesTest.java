package belay.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import belay.failure.Failure;
import belay.failure.Kind;
import belay.host.Progress;
import belay.image.ImageRef;
import belay.image.Repository;
import belay.peers.DockerRegistry;
import belay.peers.Hosts;
import belay.peers.Lines;
import belay.registry.push.Push;
import belay.registry.signature.PublicSigningKey;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Signatures beside images in a real registry, in the form of `cosign sign --key`. They are made
/// here by the JDK: a stand-in for cosign's own program.
final class SignaturesTest {
  private static DockerRegistry server;
  @TempDir private Path home;

  @BeforeAll
  static void start() {
    server = DockerRegistry.anonymous();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static Repository repository(String path) {
    return Repository.parse(server.address() + "/" + path);
  }

  @ParameterizedTest
  @CsvSource({"EC, SHA256withECDSA", "RSA, SHA256withRSA", "Ed25519, Ed25519"})
  void aSignatureIsOfItsKeyAndItsImage(String type, String algorithm) throws Exception {
    var keys = KeyPairGenerator.getInstance(type).generateKeyPair();
    var mine = key(keys);
    var other = key(KeyPairGenerator.getInstance(type).generateKeyPair());
    try (var registry = Registry.open(Hosts.at(home), new Lines(), RegistrySettings.defaults())) {
      var name = type.toLowerCase(Locale.ROOT);
      var image = push(registry, TestImage.of("linux/amd64", name.getBytes(UTF_8)), name, "1");
      assertEquals(List.of(List.of()), registry.signatures(List.of(image)));

      sign(registry, image, payload(image), keys, algorithm);
      var found = registry.signatures(List.of(image)).getFirst();
      assertTrue(mine.hasSigned(image.digest(), found));
      assertFalse(other.hasSigned(image.digest(), found));

      var foreign = push(registry, TestImage.of("linux/arm64", name.getBytes(UTF_8)), name, "2");
      sign(registry, foreign, payload(image), keys, algorithm);
      assertFalse(
          mine.hasSigned(foreign.digest(), registry.signatures(List.of(foreign)).getFirst()),
          "a signature of another image, copied to this one");
    }
  }

  @Test
  void whatIsNoKeyIsRefused() {
    var refused =
        assertThrows(
            Failure.class,
            () ->
                PublicSigningKey.parse(
                    "cosign.pub",
                    "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n"
                        .getBytes(UTF_8)));
    assertEquals(Kind.USAGE, refused.kind());
    assertEquals("cosign.pub is no public key", refused.what());
  }

  @Test
  void anIdentityHasACertificateAndALogThatSaysWhen() throws Exception {
    var authority = new Authority(home);
    authority.leaf("https://github.com/shop/api/.github/workflows/build.yml@refs/heads/main");
    try (var registry = Registry.open(Hosts.at(home), new Lines(), RegistrySettings.defaults())) {
      var image = push(registry, TestImage.of("linux/amd64", "keyless".getBytes(UTF_8)), "k", "1");
      var payload = payload(image).getBytes(UTF_8);
      registry.push(
          TestImage.signature(payload, authority.annotations(payload, Instant.now())),
          new Push(image.repository(), List.of(signatureTag(image))),
          Progress.none());
      var found = registry.signatures(List.of(image)).getFirst();
      var subject = "https://github.com/shop/api/.github/workflows/build.yml@refs/heads/main";
      assertTrue(authority.proof(subject, Authority.ISSUER).hasSigned(image.digest(), found));
      for (var other :
          List.of(
              authority.proof(subject + "x", Authority.ISSUER),
              authority.proof(subject, "https://elsewhere.example.com"),
              new Authority(home.resolve("other")).proof(subject, Authority.ISSUER))) {
        assertFalse(other.hasSigned(image.digest(), found));
      }
      var tooLate = authority.annotations(payload, Instant.now().plus(Duration.ofDays(3)));
      assertFalse(
          authority
              .proof(subject, Authority.ISSUER)
              .hasSigned(image.digest(), List.of(Authority.signed(payload, tooLate))),
          "a certificate that was not good any more");
      var changed = new HashMap<>(authority.annotations(payload, Instant.now()));
      changed.computeIfPresent(
          "dev.sigstore.cosign/bundle",
          (_, text) -> text.replace("\"logIndex\":7", "\"logIndex\":8"));
      assertFalse(
          authority
              .proof(subject, Authority.ISSUER)
              .hasSigned(image.digest(), List.of(Authority.signed(payload, changed))),
          "an entry that the log did not sign");
    }
  }

  private static String signatureTag(ImageRef.Pinned image) {
    return image.digest().toString().replace(':', '-') + ".sig";
  }

  private static PublicSigningKey key(KeyPair keys) {
    var base64 = Base64.getMimeEncoder().encodeToString(keys.getPublic().getEncoded());
    var pem = "-----BEGIN PUBLIC KEY-----\n%s\n-----END PUBLIC KEY-----\n".formatted(base64);
    return PublicSigningKey.parse("cosign.pub", pem.getBytes(UTF_8));
  }

  private static String payload(ImageRef.Pinned image) {
    return """
    {"critical":{"identity":{"docker-reference":"%s"},"image":{"docker-manifest-digest":"%s"},\
    "type":"cosign container image signature"},"optional":null}\
    """
        .formatted(image.repository(), image.digest());
  }

  private static ImageRef.Pinned push(Registry registry, TestImage image, String path, String tag) {
    registry.push(image, new Push(repository(path), List.of(tag)), Progress.none());
    return registry.resolve(repository(path).tagged(tag));
  }

  private static void sign(
      Registry registry, ImageRef.Pinned image, String payload, KeyPair keys, String algorithm)
      throws GeneralSecurityException {
    var signer = Signature.getInstance(algorithm);
    signer.initSign(keys.getPrivate());
    signer.update(payload.getBytes(UTF_8));
    var signature = Base64.getEncoder().encodeToString(signer.sign());
    registry.push(
        TestImage.signature(payload.getBytes(UTF_8), signature),
        new Push(image.repository(), List.of(signatureTag(image))),
        Progress.none());
  }
}
