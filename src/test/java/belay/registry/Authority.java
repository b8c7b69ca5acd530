package belay.registry;

import static java.nio.charset.StandardCharsets.UTF_8;

import belay.image.Digest;
import belay.net.Json;
import belay.peers.Tool;
import belay.registry.signature.PublicSigningKey;
import belay.registry.signature.SignedPayload;
import belay.registry.signature.SigningIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/// A stand-in for Fulcio and Rekor: certificates by openssl, and a log's key. The network here does
/// not reach the real ones.
final class Authority {
  static final String ISSUER = "https://token.actions.githubusercontent.com";

  private final Path folder;
  private final KeyPair log;

  Authority(Path folder) throws IOException, GeneralSecurityException {
    this.folder = folder;
    this.log = KeyPairGenerator.getInstance("EC").generateKeyPair();
    Files.createDirectories(folder);
    openssl("ecparam -name prime256v1 -genkey -noout -out ca.key");
    openssl("req -x509 -new -key ca.key -subj /O=test/CN=root -days 30 -out ca.crt");
  }

  private void openssl(String words) throws IOException {
    Tool.run(folder, ("openssl " + words).split(" "));
  }

  /// Gives a certificate for an identity.
  void leaf(String subject) throws IOException {
    Files.writeString(
        folder.resolve("leaf.ext"),
        """
        basicConstraints=critical,CA:FALSE
        keyUsage=critical,digitalSignature
        extendedKeyUsage=codeSigning
        subjectAltName=critical,URI:%s
        1.3.6.1.4.1.57264.1.8=ASN1:UTF8String:%s
        """
            .formatted(subject, ISSUER));
    openssl("ecparam -name prime256v1 -genkey -noout -out leaf.key");
    openssl("pkcs8 -topk8 -nocrypt -in leaf.key -outform DER -out leaf.der");
    openssl("req -new -key leaf.key -subj / -out leaf.csr");
    openssl(
        "x509 -req -in leaf.csr -CA ca.crt -CAkey ca.key -CAcreateserial -days 1"
            + " -extfile leaf.ext -out leaf.crt");
  }

  /// What cosign writes beside a payload.
  ///
  /// @param at when the log says that it was signed
  Map<String, String> annotations(byte[] payload, Instant at)
      throws IOException, GeneralSecurityException {
    var key =
        KeyFactory.getInstance("EC")
            .generatePrivate(
                new PKCS8EncodedKeySpec(Files.readAllBytes(folder.resolve("leaf.der"))));
    var signature = base64(sign(key, payload));
    var certificate = Files.readString(folder.resolve("leaf.crt"));
    var entry = new LinkedHashMap<String, Object>();
    entry.put("kind", "hashedrekord");
    entry.put(
        "spec",
        Map.of(
            "data", Map.of("hash", Map.of("value", Digest.of(payload).hex())),
            "signature",
                Map.of(
                    "content",
                    signature,
                    "publicKey",
                    Map.of("content", base64(certificate.getBytes(UTF_8))))));
    var logged = new TreeMap<String, Object>();
    logged.put("body", base64(Json.text(entry).getBytes(UTF_8)));
    logged.put("integratedTime", at.getEpochSecond());
    logged.put("logID", "c0ffee");
    logged.put("logIndex", 7);
    var promise = base64(sign(log.getPrivate(), Json.text(logged).getBytes(UTF_8)));
    return Map.of(
        "dev.cosignproject.cosign/signature",
        signature,
        "dev.sigstore.cosign/certificate",
        certificate,
        "dev.sigstore.cosign/chain",
        Files.readString(folder.resolve("ca.crt")),
        "dev.sigstore.cosign/bundle",
        Json.text(Map.of("SignedEntryTimestamp", promise, "Payload", logged)));
  }

  /// The same as it is read.
  static SignedPayload signed(byte[] payload, Map<String, String> annotations) {
    return new SignedPayload(
        payload,
        Base64.getDecoder()
            .decode(annotations.getOrDefault("dev.cosignproject.cosign/signature", "")),
        annotations.getOrDefault("dev.sigstore.cosign/certificate", ""),
        annotations.getOrDefault("dev.sigstore.cosign/chain", ""),
        annotations.getOrDefault("dev.sigstore.cosign/bundle", ""));
  }

  /// Whose signature counts, with this authority's roots and log.
  SigningIdentity proof(String subject, String issuer) throws IOException {
    var pem =
        "-----BEGIN PUBLIC KEY-----\n%s\n-----END PUBLIC KEY-----\n"
            .formatted(Base64.getMimeEncoder().encodeToString(log.getPublic().getEncoded()));
    return SigningIdentity.of(
        subject,
        issuer,
        "ca.crt",
        Files.readAllBytes(folder.resolve("ca.crt")),
        PublicSigningKey.parse("log.pub", pem.getBytes(UTF_8)));
  }

  private static byte[] sign(PrivateKey key, byte[] content) throws GeneralSecurityException {
    var signer = Signature.getInstance("SHA256withECDSA");
    signer.initSign(key);
    signer.update(content);
    return signer.sign();
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }
}
