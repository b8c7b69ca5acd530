package belay.scaffold.chart;

import belay.scaffold.template.Yaml;
import java.util.ArrayList;
import java.util.List;

/// The lines of a values file, key below key.
final class ValuesLines {
  private final List<String> lines = new ArrayList<>();
  private List<String> above = List.of();

  /// Adds a value; keys that it shares with the one before are not written again.
  ///
  /// @param keys the way to it
  /// @param value as it is to stand in the file
  void put(List<String> keys, String value) {
    var parents = keys.subList(0, keys.size() - 1);
    var shared = 0;
    while (shared < Math.min(parents.size(), above.size())
        && parents.get(shared).equals(above.get(shared))) {
      shared++;
    }
    for (var depth = shared; depth < parents.size(); depth++) {
      lines.add("  ".repeat(depth) + Yaml.scalar(parents.get(depth)) + ":");
    }
    lines.add("  ".repeat(parents.size()) + Yaml.scalar(keys.getLast()) + ": " + value);
    above = List.copyOf(parents);
  }

  List<String> lines() {
    return List.copyOf(lines);
  }
}
