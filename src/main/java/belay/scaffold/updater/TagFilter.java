package belay.scaffold.updater;

import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// What an `allow-tags` annotation lets through, and why that may be nothing.
final class TagFilter {
  /// What is wrong with a filter.
  record Problem(String what, String help) {}

  private static final String REGEXP = "regexp:";

  /// A tag's longest length.
  private static final int LONGEST = 128;

  /// Parts of a pattern that stand for text which must be there.
  private static final Pattern ATOM =
      Pattern.compile("(?:\\\\.|\\[(?:\\\\.|[^]\\\\])*]|[^\\\\\\[(){}|?*+^$.])(?<many>[?*])?");

  private TagFilter() {}

  /// @param followed the one tag that is followed, where the strategy follows one
  static Optional<Problem> problem(String filter, Optional<String> followed) {
    if (filter.equals("any")) {
      return Optional.empty();
    }
    if (!filter.startsWith(REGEXP)) {
      return problem(
          "\"%s\" is neither any nor regexp:PATTERN".formatted(filter),
          "write regexp: before the pattern");
    }
    var text = filter.substring(REGEXP.length());
    Pattern pattern;
    try {
      pattern = Pattern.compile(text);
    } catch (PatternSyntaxException e) {
      return problem(
          "\"%s\" is no regular expression: %s"
              .formatted(text, e.getDescription().toLowerCase(java.util.Locale.ROOT)),
          "mend it");
    }
    if (followed.isPresent() && !pattern.matcher(followed.get()).find()) {
      return problem(
          "\"%s\" lets %s not pass, the tag that is followed".formatted(text, followed.get()),
          "leave allow-tags out: the strategy digest follows one tag");
    }
    return impossible(text)
        .flatMap(why ->
            problem(
                "\"%s\" matches no tag: %s".formatted(text, why), "tags have A-Z a-z 0-9 _ . -"));
  }

  private static Optional<Problem> problem(String what, String help) {
    return Optional.of(new Problem(what, help));
  }

  /// Why no tag can match; empty where one might. Patterns with alternatives and groups are
  /// believed.
  private static Optional<String> impossible(String text) {
    if (text.contains("|") || text.contains("(")) {
      return Optional.empty();
    }
    var start = text.indexOf('^', text.startsWith("^") ? 1 : 0);
    var end = text.indexOf('$');
    if (start >= 0 && text.charAt(Math.max(0, start - 1)) != '[' && !escaped(text, start)) {
      return Optional.of("something stands before ^");
    }
    if (end >= 0 && end < text.length() - 1 && !escaped(text, end)) {
      return Optional.of("something stands behind $");
    }
    var atoms =
        ATOM.matcher(text.replaceAll("\\{0(,\\d*)?}", "?").replaceAll("\\{\\d+(,\\d*)?}", ""));
    var needed = 0;
    while (atoms.find()) {
      if (atoms.group("many") != null) {
        continue;
      }
      needed++;
      var atom = atoms.group();
      if (illegal(atom)) {
        return Optional.of("no tag has \"%s\"".formatted(atom.substring(atom.length() - 1)));
      }
    }
    return needed > LONGEST ? Optional.of("it is longer than a tag") : Optional.empty();
  }

  private static boolean escaped(String text, int at) {
    return at > 0 && text.charAt(at - 1) == '\\';
  }

  /// Whether an atom is one character that no tag has; classes and `\d` are believed.
  private static boolean illegal(String atom) {
    if (atom.startsWith("\\")) {
      return !atom.substring(1).matches("[A-Za-z0-9_.-]");
    }
    return atom.length() == 1 && !atom.matches("[A-Za-z0-9_.-]");
  }
}
