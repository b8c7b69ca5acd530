package belay.deliver.verify;

import belay.config.verify.Rule;
import belay.config.verify.SignatureKey;
import belay.failure.Failure;
import belay.failure.Kind;
import belay.image.ImageRef;
import belay.registry.Registry;
import belay.registry.signature.PublicSigningKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Whether images have the signatures that `belay.yaml` asks for. What no entry names needs none.
final class SignatureCheck {
  private final List<Wanted> keys = new ArrayList<>();

  private record Wanted(SignatureKey entry, PublicSigningKey key) {}

  /// @param read the bytes of a file of the repository
  /// @throws Failure (usage) where a key is missing or none
  SignatureCheck(List<SignatureKey> wanted, Function<String, Optional<byte[]>> read) {
    for (var one : wanted) {
      var pem =
          read.apply(one.key())
              .orElseThrow(() ->
                  new Failure(
                      Kind.USAGE,
                      "no file \"%s\", which verify.signatures names".formatted(one.key()),
                      "commit the public key there"));
      keys.add(new Wanted(one, PublicSigningKey.parse(one.key(), pem)));
    }
  }

  /// Asks registries for the signatures of images that are there.
  void run(Registry registry, List<ImageRef.Pinned> images, RegistryCheck uses) {
    var signed = images.stream().filter(image -> !wanted(image).isEmpty()).toList();
    var signatures = registry.signatures(signed);
    for (var i = 0; i < signed.size(); i++) {
      var image = signed.get(i);
      for (var wanted : wanted(image)) {
        var found = signatures.get(i);
        if (found.isEmpty()) {
          uses.each(
              image,
              Rule.SIGNATURE_MISSING,
              "%s is not signed".formatted(image.digest().abbreviated()),
              "cosign sign --key KEY --new-bundle-format=false --use-signing-config=false "
                  + image);
        } else if (!wanted.key.hasSigned(image.digest(), found)) {
          uses.each(
              image,
              Rule.SIGNATURE_INVALID,
              "no signature of %s is of the key %s"
                  .formatted(image.digest().abbreviated(), wanted.entry.key()),
              "find out who pushed it, and sign what you trust");
        }
      }
    }
  }

  private List<Wanted> wanted(ImageRef.Pinned image) {
    return keys.stream().filter(one -> one.entry.asksFor(image.toString())).toList();
  }
}
