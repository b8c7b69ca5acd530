package belay.deliver.verify;

import belay.config.verify.Rule;
import belay.config.verify.SignatureRule;
import belay.config.verify.SignatureRule.Signer;
import belay.failure.Failure;
import belay.failure.Kind;
import belay.image.ImageRef;
import belay.registry.Registry;
import belay.registry.signature.PublicSigningKey;
import belay.registry.signature.SignatureProof;
import belay.registry.signature.SigningIdentity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Whether images have the signatures that `belay.yaml` asks for. What no entry names needs none.
final class SignatureCheck {
  private final List<Wanted> wanted = new ArrayList<>();
  private final Function<String, Optional<byte[]>> read;

  private record Wanted(SignatureRule rule, SignatureProof proof) {}

  /// @param read the bytes of a file of the repository
  /// @throws Failure (usage) where a file is missing, or has no key
  SignatureCheck(List<SignatureRule> rules, Function<String, Optional<byte[]>> read) {
    this.read = read;
    rules.forEach(rule -> wanted.add(new Wanted(rule, proof(rule.signer()))));
  }

  private SignatureProof proof(Signer signer) {
    return switch (signer) {
      case Signer.Key(var file) -> PublicSigningKey.parse(file, bytes(file));
      case Signer.Identity(var subject, var issuer, var roots, var log) ->
          SigningIdentity.of(
              subject, issuer, roots, bytes(roots), PublicSigningKey.parse(log, bytes(log)));
    };
  }

  private byte[] bytes(String file) {
    return read.apply(file)
        .orElseThrow(() ->
            new Failure(
                Kind.USAGE,
                "no file \"%s\", which verify.signatures names".formatted(file),
                "commit it there"));
  }

  /// Asks registries for the signatures of images that are there.
  void run(Registry registry, List<ImageRef.Pinned> images, RegistryCheck uses) {
    var signed = images.stream().filter(image -> !wanted(image).isEmpty()).toList();
    var signatures = registry.signatures(signed);
    for (var i = 0; i < signed.size(); i++) {
      var image = signed.get(i);
      for (var one : wanted(image)) {
        var found = signatures.get(i);
        if (found.isEmpty()) {
          uses.each(
              image,
              Rule.SIGNATURE_MISSING,
              "%s is not signed".formatted(image.digest().abbreviated()),
              "cosign sign --new-bundle-format=false --use-signing-config=false " + image);
        } else if (!one.proof.hasSigned(image.digest(), found)) {
          uses.each(
              image,
              Rule.SIGNATURE_INVALID,
              "no signature of %s is of %s"
                  .formatted(image.digest().abbreviated(), one.rule.signer()),
              "find out who pushed it, and sign what you trust");
        }
      }
    }
  }

  private List<Wanted> wanted(ImageRef.Pinned image) {
    return wanted.stream().filter(one -> one.rule.asksFor(image.toString())).toList();
  }
}
