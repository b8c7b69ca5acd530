package belay.registry.signature;

import belay.image.Digest;
import belay.image.ImageRef;
import belay.layout.oci.Descriptor;
import belay.net.Json;
import belay.registry.auth.Scopes;
import belay.registry.content.Blobs;
import belay.registry.content.Manifests;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/// Reads the signatures of an image from the tag `sha256-HEX.sig` beside it, where `cosign sign
/// --key` puts them: each layer is a payload, its annotation the signature.
public final class Signatures {
  private static final String ANNOTATION = "dev.cosignproject.cosign/signature";
  private static final int MOST = 100;

  private final Manifests manifests;
  private final Blobs blobs;

  public Signatures(Manifests manifests, Blobs blobs) {
    this.manifests = manifests;
    this.blobs = blobs;
  }

  /// All signatures; none where there is no such tag.
  public List<SignedPayload> of(ImageRef.Pinned image) {
    var tag = image.digest().toString().replace(':', '-') + ".sig";
    var ref = image.repository().tagged(tag);
    return manifests
        .get(ref, Scopes.pull(image.repository().path()))
        .map(found -> signatures(image, found.bytes()))
        .orElse(List.of());
  }

  private List<SignedPayload> signatures(ImageRef.Pinned image, byte[] manifest) {
    List<SignedPayload> signatures = new ArrayList<>();
    for (var layer : layers(manifest)) {
      var signature = layer.at("annotations", ANNOTATION).text();
      var digest = layer.at("digest").text();
      if (!signature.isEmpty() && Digest.isDigest(digest) && signatures.size() < MOST) {
        var descriptor =
            new Descriptor(
                layer.at("mediaType").text(),
                Digest.parse(digest),
                layer.at("size").number().orElse(0L));
        signatures.add(
            new SignedPayload(
                blobs.read(image.repository(), descriptor),
                decoded(signature),
                layer.at("annotations", "dev.sigstore.cosign/certificate").text(),
                layer.at("annotations", "dev.sigstore.cosign/chain").text(),
                layer.at("annotations", "dev.sigstore.cosign/bundle").text()));
      }
    }
    return signatures;
  }

  private static List<Json> layers(byte[] manifest) {
    try {
      return Json.parse(manifest).at("layers").items();
    } catch (IOException notJson) {
      return List.of();
    }
  }

  private static byte[] decoded(String signature) {
    try {
      return Base64.getDecoder().decode(signature);
    } catch (IllegalArgumentException notBase64) {
      return new byte[0];
    }
  }
}
