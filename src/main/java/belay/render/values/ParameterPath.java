package belay.render.values;

import java.util.ArrayList;
import java.util.List;

/// The name of a parameter in Helm's syntax, such as `image.digest` or `containers[0].image`.
final class ParameterPath {
  private ParameterPath() {}

  /// Its steps: keys, and numbers of items; none of the empty name.
  static List<String> steps(String name) {
    List<String> steps = new ArrayList<>();
    var step = new StringBuilder();
    for (var i = 0; i < name.length(); i++) {
      var c = name.charAt(i);
      switch (c) {
        case '\\' -> {
          if (i + 1 < name.length()) {
            i++;
            step.append(name.charAt(i));
          }
        }
        case '.', '[', ']' -> end(step, steps);
        default -> step.append(c);
      }
    }
    end(step, steps);
    return steps;
  }

  private static void end(StringBuilder step, List<String> steps) {
    if (!step.isEmpty()) {
      steps.add(step.toString());
      step.setLength(0);
    }
  }
}
