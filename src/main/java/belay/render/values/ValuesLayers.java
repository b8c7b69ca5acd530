package belay.render.values;

import belay.render.object.ObjectPlace;
import belay.yaml.tree.YamlNode;
import java.util.List;
import java.util.Optional;

/// All that says values for one chart.
///
/// @param all low to high: the last that says something wins
public record ValuesLayers(List<ValuesLayer> all) {
  public static final ValuesLayers NONE = new ValuesLayers(List.of());

  public ValuesLayers {
    all = List.copyOf(all);
  }

  /// Something that a layer says.
  ///
  /// @param node the value, or what replaces it from above
  public record Hit(ValuesLayer layer, YamlNode node) {
    /// Where in Git it stands.
    public ObjectPlace place() {
      return layer.place(node);
    }
  }

  /// Every layer that says something at a path, such as `image.digest`; the winning one last.
  public List<Hit> at(String path) {
    return at(ParameterPath.steps(path));
  }

  /// The same by steps: keys, and numbers of items.
  public List<Hit> at(List<String> path) {
    return all.stream()
        .flatMap(layer -> layer.at(path).map(node -> new Hit(layer, node)).stream())
        .toList();
  }

  /// The one that counts.
  public Optional<Hit> winner(String path) {
    var hits = at(path);
    return hits.isEmpty() ? Optional.empty() : Optional.of(hits.getLast());
  }
}
