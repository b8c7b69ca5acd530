package belay.registry.signature;

import belay.image.Digest;
import java.util.List;

/// Tells whose signature counts.
public sealed interface SignatureProof permits PublicSigningKey, SigningIdentity {
  /// Whether one of the signatures counts, and is about this image.
  boolean hasSigned(Digest image, List<SignedPayload> signatures);
}
