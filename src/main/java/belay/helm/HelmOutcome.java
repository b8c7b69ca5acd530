package belay.helm;

import java.util.List;

/// What came of one chart.
public sealed interface HelmOutcome {
  /// The chart renders.
  ///
  /// @param manifests what Helm prints: YAML documents, each after a comment `# Source:` with its
  ///   template
  /// @param warnings what it says beside
  record Rendered(String manifests, List<String> warnings) implements HelmOutcome {
    public Rendered {
      warnings = List.copyOf(warnings);
    }
  }

  /// The chart does not render with these values.
  ///
  /// @param words Helm's own, without places of this machine; several lines for a schema
  record Failed(String words) implements HelmOutcome {}
}
