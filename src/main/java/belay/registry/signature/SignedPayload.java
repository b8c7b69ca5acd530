package belay.registry.signature;

import belay.image.Digest;
import belay.net.Json;
import java.io.IOException;

/// What somebody signed about an image.
///
/// @param payload the text that was signed ("simple signing" of the containers project)
/// @param signature the signature of these bytes
/// @param certificate the signer's, as PEM; empty where it was signed by a key
/// @param chain those that it is traced through, as PEM; may be empty
/// @param bundle what a log said of it, as JSON; empty where no log was asked
@SuppressWarnings("ArrayRecordComponent") // read, never compared
public record SignedPayload(
    byte[] payload, byte[] signature, String certificate, String chain, String bundle) {
  /// Whether it speaks of this image: a signature of another one can be copied here by anybody who
  /// may push.
  boolean isAbout(Digest digest) {
    try {
      return Json.parse(payload)
          .at("critical", "image", "docker-manifest-digest")
          .text()
          .equals(digest.toString());
    } catch (IOException notJson) {
      return false;
    }
  }
}
