package belay.config.verify;

import static belay.config.verify.Severity.VIOLATION;
import static belay.config.verify.Severity.WARNING;

import belay.manifest.ReferenceForm;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// What is looked for. The name in small letters with hyphens is the rule's id, which is public.
public enum Rule {
  VALUES_TAG(VIOLATION, "a tag in a values file where digests are required"),
  VALUES_TAG_AND_DIGEST(VIOLATION, "tag and digest beside each other in a values file"),
  VALUES_DIGEST_MALFORMED(VIOLATION, "a digest that is short, in capital letters, bare, or none"),
  VALUES_PLACEHOLDER(VIOLATION, "a placeholder in the place of a digest"),
  VALUES_DIGEST_MISPLACED(VIOLATION, "a digest that stands in the tag or the repository"),
  VALUES_DIGEST_MISSING(VIOLATION, "no digest in a values file where one is required"),
  VALUES_UNREADABLE(
      VIOLATION, "a values file that is no YAML, or encrypted where its image stands"),
  VALUES_UNKNOWN_KEY(WARNING, "a key near those of the image that no chart of Belay's reads"),
  EFFECTIVE_SHADOWED(VIOLATION, "a digest in a values file that something else overrides"),
  EFFECTIVE_AMBIGUOUS(VIOLATION, "parameters that overlap, which Argo CD sets in any order"),
  EFFECTIVE_MISSING_FILE(
      VIOLATION, "the values file with the digest is missing, and that is ignored"),
  EFFECTIVE_IGNORED(VIOLATION, "a digest that the chart does not read"),
  RENDERED_TAG(VIOLATION, "a rendered image that is named by a tag"),
  RENDERED_TAG_AND_DIGEST(VIOLATION, "a rendered image with a tag and a digest"),
  RENDERED_MALFORMED(VIOLATION, "a rendered image whose digest is none"),
  RENDERED_NO_VERSION(VIOLATION, "a rendered image with neither digest nor tag, or no name"),
  RENDERED_NOT_APPROVED(VIOLATION, "a rendered digest that the values files in Git do not name"),
  RENDERED_UNCERTAIN(WARNING, "something that looks like an image that is not named by digest"),
  CANNOT_RENDER(VIOLATION, "an Application that could not be rendered, which proves nothing"),
  SOURCE_REF_UNDEFINED(VIOLATION, "a value file of a source that has no ref of that name"),
  SOURCE_WITHOUT_REF(VIOLATION, "a source that brings neither manifests nor values"),
  REGISTRY_MISSING(VIOLATION, "a digest that its registry does not have"),
  REGISTRY_PLATFORM(VIOLATION, "an image that is not for a platform that is required"),
  REGISTRY_UNREACHABLE(VIOLATION, "an image of which its registry could not be asked"),
  SIGNATURE_MISSING(VIOLATION, "an image without the signature that is required"),
  SIGNATURE_INVALID(VIOLATION, "an image whose signature is not of the key that is required"),
  APPLICATION_AUTO_SYNC(VIOLATION, "an Application whose auto-sync is not as required"),
  APPLICATION_REVISION(VIOLATION, "an Application that follows a revision that moves"),
  APPLICATION_UNASSIGNED(WARNING, "an Application of no known environment"),
  PROJECT_WILDCARD(WARNING, "an AppProject that allows every source or destination"),
  EXEMPTION_EXPIRED(WARNING, "an exemption whose last day has passed"),
  EXEMPTION_UNUSED(WARNING, "an exemption that exempts nothing");

  /// Those about the reference of one rendered image alone, which a cluster can judge, too.
  public static final List<Rule> OF_REFERENCES =
      List.of(
          RENDERED_TAG,
          RENDERED_TAG_AND_DIGEST,
          RENDERED_MALFORMED,
          RENDERED_NO_VERSION,
          VALUES_PLACEHOLDER);

  private static final Map<String, Rule> BY_ID = byId();

  private final Severity severity;
  private final String about;

  Rule(Severity severity, String about) {
    this.severity = severity;
    this.about = about;
  }

  private static Map<String, Rule> byId() {
    Map<String, Rule> rules = new LinkedHashMap<>();
    Arrays.stream(values()).forEach(rule -> rules.put(rule.toString(), rule));
    return Map.copyOf(rules);
  }

  /// Every rule by its id.
  public static Map<String, Rule> all() {
    return BY_ID;
  }

  /// Whether it is about what values files say.
  public boolean isOfValues() {
    return name().startsWith("VALUES_");
  }

  /// The rule that speaks of a rendered image.
  ///
  /// @param tagWithDigest whether a tag may stand beside the digest
  /// @return empty where no rule speaks against it
  public static Optional<Rule> of(ReferenceForm image, boolean tagWithDigest) {
    return image.isPinned(tagWithDigest)
        ? Optional.empty()
        : Optional.of(
            switch (image) {
              case TAG -> RENDERED_TAG;
              case TAG_AND_DIGEST -> RENDERED_TAG_AND_DIGEST;
              case NAME, EMPTY -> RENDERED_NO_VERSION;
              case PLACEHOLDER -> VALUES_PLACEHOLDER;
              case DIGEST,
                  BARE_DIGEST,
                  DIGEST_AS_TAG,
                  SHORT_DIGEST,
                  UPPER_CASE_DIGEST,
                  MALFORMED_DIGEST,
                  MALFORMED ->
                  RENDERED_MALFORMED;
            });
  }

  /// How much it weighs where nobody says otherwise.
  public Severity severity() {
    return severity;
  }

  /// What it finds, in a few words.
  public String about() {
    return about;
  }

  /// The id, such as `values-tag`.
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
