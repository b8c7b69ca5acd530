package belay.render.object;

import belay.yaml.tree.YamlNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/// One Application of Argo CD.
///
/// What an ApplicationSet makes has the places of the set's template; what a chart makes has the
/// place of the chart's template.
///
/// @param file the file in Git that says it
/// @param root the whole object
/// @param parent what makes it, such as `ApplicationSet shop`; empty where it stands there itself
/// @param parameters what a generator gave for it, by name, flat, such as `environment` or
///   `path.basename`
public record ApplicationObject(
    String file, YamlNode root, Optional<String> parent, Map<String, String> parameters) {
  public ApplicationObject {
    parameters = Map.copyOf(parameters);
  }

  public String name() {
    return ObjectNodes.text(root, "metadata", "name");
  }

  /// The namespace that the Application itself is in; empty where it does not say.
  public String namespace() {
    return ObjectNodes.text(root, "metadata", "namespace");
  }

  /// The namespace that its objects go to.
  public String destination() {
    return ObjectNodes.text(root, "spec", "destination", "namespace");
  }

  public String project() {
    return ObjectNodes.text(root, "spec", "project");
  }

  /// Where the Application begins.
  public ObjectPlace place() {
    return place(root);
  }

  /// Where one of its nodes stands.
  public ObjectPlace place(YamlNode node) {
    return ObjectPlace.of("", file, node.span());
  }

  /// Its sources in their order: those of `sources`, which beat `source`; the one that a source
  /// hydrator writes to, which beats both.
  public List<SourceObject> sources() {
    var hydrated = ObjectNodes.at(root, "spec", "sourceHydrator", "drySource");
    if (hydrated.isPresent()) {
      return List.of(new SourceObject(this, 0, hydrated.get()));
    }
    var several = ObjectNodes.items(root, "spec", "sources");
    if (!several.isEmpty()) {
      return IntStream.range(0, several.size())
          .mapToObj(i -> new SourceObject(this, i, several.get(i)))
          .toList();
    }
    return ObjectNodes.at(root, "spec", "source").stream()
        .map(source -> new SourceObject(this, 0, source))
        .toList();
  }

  /// Whether it has a list of sources: then references among them count.
  public boolean hasSeveral() {
    return ObjectNodes.at(root, "spec", "sourceHydrator").isEmpty()
        && !ObjectNodes.items(root, "spec", "sources").isEmpty();
  }
}
