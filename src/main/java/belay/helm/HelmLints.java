package belay.helm;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What `helm lint` says of several charts in one call.
///
/// @param charts by their folders
/// @param warnings what it says beside, of all of them
public record HelmLints(Map<Path, HelmLint> charts, List<String> warnings) {
  private static final String BEGIN = "==> Linting ";

  public HelmLints {
    charts = Collections.unmodifiableMap(new LinkedHashMap<>(charts));
    warnings = List.copyOf(warnings);
  }

  /// Reads what Helm printed.
  ///
  /// @param out its answer, a part for each chart
  /// @param err what it said beside
  static HelmLints read(List<Path> folders, String out, String err) {
    Map<Path, HelmLint> charts = new LinkedHashMap<>();
    var text = "\n" + out;
    for (var folder : folders) {
      var begin = text.indexOf("\n" + BEGIN + folder + "\n");
      if (begin >= 0) {
        var rest = text.substring(begin + 1);
        var end = rest.indexOf("\n" + BEGIN);
        var messages = HelmWords.messages(end < 0 ? rest : rest.substring(0, end), folder);
        var failed = messages.stream().anyMatch(message -> message.startsWith("[ERROR]"));
        charts.put(folder, new HelmLint(failed, messages));
      }
    }
    return new HelmLints(charts, err.lines().limit(1_000).toList());
  }
}
