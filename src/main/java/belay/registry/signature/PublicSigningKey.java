package belay.registry.signature;

import static java.nio.charset.StandardCharsets.UTF_8;

import belay.failure.Failure;
import belay.failure.Kind;
import belay.image.Digest;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;

/// A public key that signatures of images are checked by: ECDSA, as `cosign generate-key-pair`
/// makes it, RSA or Ed25519.
public final class PublicSigningKey implements SignatureProof {
  private static final Pattern PEM =
      Pattern.compile("(?s)\\s*-----BEGIN PUBLIC KEY-----(.+)-----END PUBLIC KEY-----\\s*");
  private final PublicKey key;

  private PublicSigningKey(PublicKey key) {
    this.key = key;
  }

  /// Reads PEM.
  ///
  /// @param name the file's name for messages
  /// @throws Failure (usage) where it is no such key
  public static PublicSigningKey parse(String name, byte[] pem) {
    var text = PEM.matcher(new String(pem, UTF_8));
    if (text.matches()) {
      for (var type : List.of("EC", "RSA", "Ed25519")) {
        try {
          var bytes = Base64.getMimeDecoder().decode(text.group(1));
          return new PublicSigningKey(
              KeyFactory.getInstance(type).generatePublic(new X509EncodedKeySpec(bytes)));
        } catch (GeneralSecurityException | IllegalArgumentException _) {
          // of another kind
        }
      }
    }
    throw new Failure(
        Kind.USAGE,
        "%s is no public key".formatted(name),
        "write the file that cosign generate-key-pair calls cosign.pub");
  }

  @Override
  public boolean hasSigned(Digest image, List<SignedPayload> signatures) {
    return signatures.stream()
        .anyMatch(one -> one.isAbout(image) && isSignature(key, one.payload(), one.signature()));
  }

  /// Whether this key signed these bytes.
  boolean hasSigned(byte[] content, byte[] signature) {
    return isSignature(key, content, signature);
  }

  /// Whether a key signed these bytes, by the algorithm that cosign takes for its kind.
  static boolean isSignature(PublicKey key, byte[] content, byte[] signature) {
    var algorithm =
        switch (key.getAlgorithm()) {
          case "EC" -> "SHA256withECDSA";
          case "RSA" -> "SHA256withRSA";
          default -> "Ed25519";
        };
    try {
      var verifier = Signature.getInstance(algorithm);
      verifier.initVerify(key);
      verifier.update(content);
      return verifier.verify(signature);
    } catch (GeneralSecurityException notOne) {
      return false;
    }
  }
}
