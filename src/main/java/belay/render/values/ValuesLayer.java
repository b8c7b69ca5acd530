package belay.render.values;

import belay.render.object.ObjectPlace;
import belay.yaml.tree.YamlNode;
import java.util.List;
import java.util.Optional;

/// One thing that says values.
///
/// @param kind how it reaches Helm
/// @param origin the repository that `file` is in; empty for the one at hand
/// @param file the file in Git that says the values: the values file itself, the Application's, or
///   one beside the chart that overrides it; a URL where it is one
/// @param entry what the Application says to have it; for a chart's own values where they begin
/// @param override whether it comes from an `.argocd-source*.yaml`
/// @param name of a parameter, such as `image.digest`; empty for others
/// @param values what it says: a tree, or the value of a parameter
public record ValuesLayer(
    Kind kind,
    String origin,
    String file,
    ObjectPlace entry,
    boolean override,
    String name,
    YamlNode values) {
  /// From low to high.
  public enum Kind {
    /// The chart's own `values.yaml`.
    CHART,
    /// One of `valueFiles`.
    FILE,
    /// `values`, a text.
    TEXT,
    /// `valuesObject`.
    OBJECT,
    /// One of `parameters`.
    PARAMETER,
    /// One of `parameters` with `forceString`.
    STRING_PARAMETER,
    /// One of `fileParameters`.
    FILE_PARAMETER
  }

  /// The steps of a parameter's name, as Helm reads it; none for other kinds.
  public List<String> steps() {
    return ParameterPath.steps(name);
  }

  /// What it says at a path: the value there, or what stands in its way and so replaces it, such as
  /// a text or null in place of a mapping above.
  ///
  /// @param path keys of mappings and numbers of lists' items
  public Optional<YamlNode> at(List<String> path) {
    var prefix = ParameterPath.steps(name);
    var common = Math.min(prefix.size(), path.size());
    if (!prefix.subList(0, common).equals(path.subList(0, common))) {
      return Optional.empty();
    }
    if (prefix.size() > path.size()) {
      return Optional.empty();
    }
    return name.isEmpty() ? ValuesNodes.find(values, path) : Optional.of(values.resolved());
  }

  /// Where in Git it says a value that it has.
  public ObjectPlace place(YamlNode node) {
    return ObjectPlace.of(origin, file, node.span());
  }
}
