package belay.manifest;

import belay.image.Digest;
import java.util.Locale;
import java.util.regex.Pattern;

/// What a reference to an image is, as text: the one judge of verifier and policies.
///
/// Only [#DIGEST] says which bytes run. Where a tag stands beside the digest it decides nothing,
/// but people read it; whether that may be is the repository's choice.
public enum ReferenceForm {
  DIGEST("by digest"),
  TAG_AND_DIGEST("a tag beside the digest"),
  TAG("a tag, which may name another image tomorrow"),
  NAME("neither tag nor digest, which means the tag latest"),
  EMPTY("no image"),
  PLACEHOLDER("a placeholder"),
  BARE_DIGEST("a digest without a repository"),
  DIGEST_AS_TAG("a digest where the tag stands"),
  SHORT_DIGEST("a digest that is too short"),
  UPPER_CASE_DIGEST("a digest in upper case"),
  MALFORMED_DIGEST("not a digest behind the @"),
  MALFORMED("not a reference to an image");

  private static final String LABEL = "[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?";
  private static final String PORT = ":[0-9]{1,5}";
  private static final String HOST =
      ("(?:%1$s(?:\\.%1$s)+(?:%2$s)?|%1$s%2$s|localhost"
              + "|\\[[0-9a-fA-F:]+\\]%2$s|\\[[0-9a-fA-F]*:[0-9a-fA-F:]*\\])")
          .formatted(LABEL, PORT);
  private static final String COMPONENT = "[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*";

  /// The first of several without a host: one with a dot would be a host.
  private static final String FIRST = "[a-z0-9]+(?:(?:_|__|-+)[a-z0-9]+)*";

  private static final String NAMED =
      "(?:%1$s/%2$s(?:/%2$s)*|%3$s(?:/%2$s)+|%2$s)".formatted(HOST, COMPONENT, FIRST);
  private static final String TAGGED = "(?::[A-Za-z0-9_][A-Za-z0-9._-]{0,127})?";
  private static final String HASH = "@(?:sha256:[0-9a-f]{64}|sha512:[0-9a-f]{128})";

  /// The whole of a reference by digest, anchored, as Java and RE2 (CEL, Rego, Kyverno) read it.
  public static final String BY_DIGEST = "^" + NAMED + HASH + "$";

  /// The same with a tag or without.
  public static final String BY_TAG_AND_DIGEST = "^" + NAMED + TAGGED + HASH + "$";

  /// The digest of zeros, which stands where nobody has deployed yet; not anchored at the start.
  public static final String ZEROS = "@(?:sha256:0{64}|sha512:0{128})$";

  /// A repository alone, and one with a tag: the whole of a reference, anchored.
  public static final String BY_NAME = "^" + NAMED + "$";

  public static final String BY_TAG = "^" + NAMED + ":[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$";

  /// What is no tag and no name although it reads as one: placeholders, and digests without their
  /// `@`.
  public static final String DISGUISED =
      "(?i)placeholder|(?:^|:)(?:[0-9a-f]{64}|[0-9a-f]{128})$|^sha(?:256|512):[0-9a-f]+$";

  private static final Pattern NAME_ONLY = Pattern.compile(NAMED);
  private static final Pattern PINNED = Pattern.compile(NAMED + HASH);
  private static final Pattern TAGGED_AND_PINNED = Pattern.compile(NAMED + TAGGED + HASH);
  private static final Pattern WITH_TAG = Pattern.compile(NAMED + TAGGED);
  private static final Pattern ZERO = Pattern.compile("0+");
  private static final Pattern HEX = Pattern.compile("(?i)[0-9a-f]{64}|[0-9a-f]{128}");
  private static final Pattern SHORT =
      Pattern.compile("sha256:[0-9a-f]{1,63}|sha512:[0-9a-f]{1,127}");

  /// References longer than this are none.
  public static final int LONGEST = 1024;

  private final String words;

  ReferenceForm(String words) {
    this.words = words;
  }

  /// Judges a text, taken as it is.
  public static ReferenceForm of(String text) {
    if (text.isBlank()) {
      return EMPTY;
    }
    if (text.length() > LONGEST) {
      return MALFORMED;
    }
    if (TAGGED_AND_PINNED.matcher(text).matches()) {
      var zeros = ZERO.matcher(text.substring(text.lastIndexOf(':') + 1)).matches();
      return zeros ? PLACEHOLDER : PINNED.matcher(text).matches() ? DIGEST : TAG_AND_DIGEST;
    }
    if (text.toLowerCase(Locale.ROOT).contains("placeholder")) {
      return PLACEHOLDER;
    }
    var at = text.indexOf('@');
    return at < 0 ? withoutDigest(text) : withoutPin(text.substring(0, at), text.substring(at + 1));
  }

  private static ReferenceForm withoutDigest(String text) {
    if (isBare(text)) {
      return BARE_DIGEST;
    }
    var colon = text.lastIndexOf(':');
    if (colon > text.lastIndexOf('/') && HEX.matcher(text.substring(colon + 1)).matches()) {
      return DIGEST_AS_TAG;
    }
    if (NAME_ONLY.matcher(text).matches()) {
      return NAME;
    }
    return WITH_TAG.matcher(text).matches() ? TAG : MALFORMED;
  }

  private static ReferenceForm withoutPin(String name, String digest) {
    if (name.isEmpty() && Digest.isDigest(digest)) {
      return BARE_DIGEST;
    }
    if (Digest.isDigest(digest) || !WITH_TAG.matcher(name).matches()) {
      return MALFORMED;
    }
    if (Digest.isDigest(digest.toLowerCase(Locale.ROOT))) {
      return UPPER_CASE_DIGEST;
    }
    return SHORT.matcher(digest).matches() ? SHORT_DIGEST : MALFORMED_DIGEST;
  }

  /// `sha256:…` alone, which a cluster takes for the repository `sha256` with a tag.
  private static boolean isBare(String text) {
    var lower = text.toLowerCase(Locale.ROOT);
    return lower.matches("sha(?:256|512):[0-9a-f]+") || HEX.matcher(text).matches();
  }

  /// Whether this says which bytes run, as far as a policy asks.
  ///
  /// @param allowTag whether a tag may stand beside the digest
  public boolean isPinned(boolean allowTag) {
    return this == DIGEST || (allowTag && this == TAG_AND_DIGEST);
  }

  /// What it is, in words that follow "is".
  @Override
  public String toString() {
    return words;
  }
}
