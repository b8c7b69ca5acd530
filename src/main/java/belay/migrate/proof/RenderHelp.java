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
          new Known(
              SCHEMA,
              "pass values that its schema takes: --values FILE"),
          new Known(
              "nil pointer evaluating|error calling required|execution error at|wrong type for value"
                  + "|error calling fail",
              "it needs values: pass a values file with --values FILE, or add one to ci/"));

  private static final Pattern MISSING =
      Pattern.compile("found in Chart\\.yaml, but missing in charts/ directory: (.*)");
  private static final int LONGEST = 300;

  private RenderHelp() {}

  private record Known(Pattern words, String help) {
    Known(String words, String help) {
      this(Pattern.compile(words), help);
    }
  }

  /// Why, in a line.
  static String cause(String words) {
    var missing = MISSING.matcher(words);
    if (missing.find()) {
      return "charts/ lacks " + missing.group(1);
    }
    var all = words.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
    var more = words.contains(SCHEMA) ? 4 : 1;
    var line = String.join(" ", all.stream().limit(more).toList());
    return line.length() > LONGEST ? line.substring(0, LONGEST) + "…" : line;
  }

  static Optional<String> of(String words) {
    return ALL.stream()
        .filter(known -> known.words().matcher(words).find())
        .map(Known::help)
        .findFirst();
  }
}
