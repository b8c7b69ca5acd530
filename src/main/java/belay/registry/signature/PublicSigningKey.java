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
import java.util.Map;
import java.util.regex.Pattern;

/// A public key that signatures of images are checked by: ECDSA, as `cosign generate-key-pair`
/// makes it, RSA or Ed25519.
public final class PublicSigningKey {
  private static final Pattern PEM =
      Pattern.compile("(?s)\\s*-----BEGIN PUBLIC KEY-----(.+)-----END PUBLIC KEY-----\\s*");
  private static final Map<String, String> ALGORITHMS =
      Map.of("EC", "SHA256withECDSA", "RSA", "SHA256withRSA", "Ed25519", "Ed25519");

  private final PublicKey key;
  private final String algorithm;

  private PublicSigningKey(PublicKey key, String algorithm) {
    this.key = key;
    this.algorithm = algorithm;
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
          var key = KeyFactory.getInstance(type).generatePublic(new X509EncodedKeySpec(bytes));
          return new PublicSigningKey(key, ALGORITHMS.getOrDefault(type, type));
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

  /// Whether one of the signatures is this key's, and about this image.
  public boolean hasSigned(Digest image, List<SignedPayload> signatures) {
    return signatures.stream().anyMatch(one -> one.isAbout(image) && isMine(one));
  }

  private boolean isMine(SignedPayload signed) {
    try {
      var verifier = Signature.getInstance(algorithm);
      verifier.initVerify(key);
      verifier.update(signed.payload());
      return verifier.verify(signed.signature());
    } catch (GeneralSecurityException notOne) {
      return false;
    }
  }
}
