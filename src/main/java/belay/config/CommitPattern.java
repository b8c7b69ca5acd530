package belay.config;

import belay.failure.Failure;
import belay.failure.Kind;
import belay.failure.Suggest;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The first line of commit messages, with names in braces.
///
/// @param text such as `Deploy {service}@{digest:short} ({revision:short})`
public record CommitPattern(String text) {
  static final List<String> NAMES =
      List.of(
          "service",
          "environment",
          "image",
          "digest",
          "digest:short",
          "revision",
          "revision:short");

  /// The message of the requirements' pipeline, whose digest is cut after 12 characters, that is
  /// after 5 hex digits; we give 12 hex digits, which begin the same and tell digests apart.
  static final String DEFAULT = "Deploy {service}@{digest:short} ({revision:short})";

  private static final int LONGEST = 500;
  private static final Pattern HOLE = Pattern.compile("\\{([^{}]*)}");
  private static final Pattern REMARK =
      Pattern.compile(" *[(\\[][^()\\[\\]]*\\{revision[^()\\[\\]]*[)\\]]");

  public CommitPattern {
    if (text.isBlank()
        || text.length() > LONGEST
        || text.chars().anyMatch(c -> c < ' ' || c == 0x7f)) {
      throw new Failure(
          Kind.USAGE, "not one line of text for a commit", "write one line, such as: " + DEFAULT);
    }
    for (var hole : HOLE.matcher(text).results().toList()) {
      if (!NAMES.contains(hole.group(1))) {
        throw new Failure(
            Kind.USAGE,
            "no name {%s} in a commit's message%s"
                .formatted(hole.group(1), Suggest.hint(hole.group(1), NAMES)),
            "the names are {" + String.join("}, {", NAMES) + "}");
      }
    }
  }

  /// The message with the names filled in. Where the revision is not known (its value is empty),
  /// the parenthesis that would name it is left out with the blank before it.
  String render(Map<String, String> values) {
    var known =
        values.getOrDefault("revision", "").isEmpty() ? REMARK.matcher(text).replaceAll("") : text;
    return HOLE.matcher(known)
        .replaceAll(hole -> Matcher.quoteReplacement(value(hole, values)))
        .strip();
  }

  private static String value(MatchResult hole, Map<String, String> values) {
    return values.getOrDefault(hole.group(1), "");
  }
}
