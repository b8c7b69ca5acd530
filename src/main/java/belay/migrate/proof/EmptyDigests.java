package belay.migrate.proof;

import belay.helm.HelmOutcome;
import belay.migrate.comparison.RenderComparison;
import belay.migrate.model.DigestMode;
import belay.migrate.model.ImageField;
import belay.migrate.proof.BeforeRenders.Before;
import belay.migrate.proof.ChartProof.Broken;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a migrated chart does without digests: it fails and says so, or it renders what it did, but
/// for tags.
///
/// @param images those that it may render
/// @param seen those that it rendered with digests
record EmptyDigests(DigestMode mode, List<ImageField> images, SeenImages seen) {
  /// What a migrated chart says of an empty digest.
  static final String REFUSAL = "is empty: ";

  static boolean isRefusal(String words) {
    return words.contains(REFUSAL);
  }

  /// Whether nothing has to be rendered for it.
  ///
  /// @param waits whether the chart has required digests from before, beside which nothing optional
  ///   can be seen
  boolean isKnown(Optional<LintRound.Linted> linted, boolean waits) {
    return mode == DigestMode.REQUIRED
        ? linted.filter(LintRound.Linted::refuses).isPresent()
        : waits;
  }

  /// What is wrong.
  Optional<Broken> broken(HelmOutcome outcome, BeforeRenders renders, Before old) {
    return mode == DigestMode.REQUIRED ? required(outcome) : optional(outcome, renders, old);
  }

  private Optional<Broken> required(HelmOutcome outcome) {
    return switch (outcome) {
      case HelmOutcome.Failed(var words) ->
          isRefusal(words)
              ? Optional.empty()
              : Optional.of(Broken.said("without a digest it fails with other words: ", words));
      case HelmOutcome.Rendered _ ->
          seen.anyEmpty(images.stream().filter(image -> !keepsTag(image)).toList())
              ? Optional.of(new Broken("without a digest it renders all the same", Map.of()))
              : Optional.empty();
    };
  }

  /// A chart that took a digest beside the tag already runs the tag without one, as before.
  private static boolean keepsTag(ImageField image) {
    return image.pattern().endsWith("tag@digest") || image.pattern().endsWith("digest-aware");
  }

  private static Optional<Broken> optional(HelmOutcome outcome, BeforeRenders renders, Before old) {
    return switch (outcome) {
      case HelmOutcome.Failed(var words) ->
          Optional.of(Broken.said("without a digest it renders no more: ", words));
      case HelmOutcome.Rendered(var text, var _) -> {
        var differences = RenderComparison.of(old.text(), text);
        yield renders
            .judged(old, masked -> BareImages.other(differences, masked), Optional::isEmpty)
            .map(other -> new Broken("without a digest, " + other, Map.of()));
      }
    };
  }
}
