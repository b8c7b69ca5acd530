package belay.helm;

import static java.util.function.Predicate.not;

import belay.failure.Secrets;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/// Makes of what Helm says what a person needs of it.
final class HelmWords {
  private static final int LONGEST = 4000;
  private static final Pattern ADVICE =
      Pattern.compile("(?m)^Use --debug flag to render out invalid YAML\\s*$");
  private static final Pattern LABEL = Pattern.compile("(?m)^(?:Error: |level=\\S+ msg=)");

  private static final Pattern MESSAGE = Pattern.compile("(?m)^\\[[A-Z]+].*(?:\n[ \t]+\\S.*)*");

  /// The values that come by standard input.
  private static final Pattern STDIN = Pattern.compile("\\bfailed to parse -:");

  private HelmWords() {}

  /// An error's words.
  static String error(String said, Path chart) {
    var bare = LABEL.matcher(ADVICE.matcher(said).replaceAll("")).replaceAll("");
    var named = STDIN.matcher(bare).replaceAll("failed to parse the values in the Application:");
    var text = clean(named, chart);
    return text.isEmpty() ? "helm gave no reason" : text;
  }

  /// One warning a line.
  static List<String> warnings(String said, Path chart) {
    return said.lines()
        .filter(not(String::isBlank))
        .map(line -> clean(line, chart))
        .distinct()
        .limit(100)
        .toList();
  }

  /// What begins with a level in brackets, and the indented lines that belong to it.
  static List<String> messages(String said, Path chart) {
    return MESSAGE
        .matcher(said)
        .results()
        .map(message -> clean(message.group(), chart))
        .distinct()
        .limit(100)
        .toList();
  }

  private static String clean(String words, Path chart) {
    var here = words.replace(chart + "/", "").replace(chart.toString(), ".");
    var plain = Secrets.masked(here).replaceAll("[\\p{Cntrl}&&[^\n\t]]+", " ").strip();
    return plain.length() > LONGEST ? plain.substring(0, LONGEST) + "…" : plain;
  }
}
