package belay.migrate.proof;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// What helps where a chart does not render, by what Helm says.
final class RenderHelp {
  private static final String SCHEMA = "values don't meet the specifications of the schema";

  private static final List<Known> ALL =
      List.of(
          new Known(
              "missing in charts/ directory|found in Chart\\.yaml, but missing",
              "fetch its dependencies with helm dependency build, or pass"
                  + " --stub-missing-dependencies"),
          new Known(
              "library charts are not installable",
              "a library chart renders nothing itself: name a chart that uses it as well"),
          new Known(
              "error calling include: template: no template|no template .* associated",
              "it calls a template of a dependency that is not there: helm dependency build"),
          new Known(
              "chart requires kubeVersion", "its kubeVersion refuses the one that Helm stands for"),
          new Known(SCHEMA, "pass values that its schema takes: --values FILE"),
          new Known(
              "nil pointer evaluating|error calling required|execution error at|wrong type for"
                  + " value|error calling fail",
              "it needs values: pass a values file with --values FILE, or add one to ci/"));

  private static final Pattern MISSING =
      Pattern.compile("found in Chart\\.yaml, but missing in charts/ directory: (.*)");
  private static final int LONGEST = 240;
  private static final int MOST_LINES = 3;

  private RenderHelp() {}

  private record Known(Pattern words, String help) {
    Known(String words, String help) {
      this(Pattern.compile(words), help);
    }
  }

  /// What Helm says of dependencies that are not there.
  static String missing(List<String> names) {
    return "found in Chart.yaml, but missing in charts/ directory: " + String.join(", ", names);
  }

  /// Why, in a line.
  static String cause(String words) {
    var missing = MISSING.matcher(words);
    if (missing.find()) {
      return "charts/ lacks " + missing.group(1);
    }
    var all = words.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
    var begin = String.join(" ", all.stream().limit(MOST_LINES).toList());
    var line = begin.length() > LONGEST ? begin.substring(0, LONGEST) + "…" : begin;
    // what Helm says last is what it began with
    return all.size() > MOST_LINES ? line + " … " + end(all.getLast()) : line;
  }

  private static String end(String line) {
    return line.length() > LONGEST ? "…" + line.substring(line.length() - LONGEST) : line;
  }

  static Optional<String> of(String words) {
    return ALL.stream()
        .filter(known -> known.words().matcher(words).find())
        .map(Known::help)
        .findFirst();
  }
}
