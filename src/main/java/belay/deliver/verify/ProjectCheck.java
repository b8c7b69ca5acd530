package belay.deliver.verify;

import belay.config.verify.Rule;
import belay.deliver.verify.finding.Findings;
import belay.deliver.verify.finding.Findings.Cause;
import belay.deliver.verify.finding.GitPlace;
import belay.yaml.tree.Lookup;
import belay.yaml.tree.YamlNode;
import belay.yaml.tree.YamlNode.Mapping;
import belay.yaml.tree.YamlNode.Sequence;
import belay.yaml.tree.YamlTree;
import java.util.List;
import java.util.Optional;

/// Whether AppProjects allow what nobody has chosen: a project that takes manifests from anywhere,
/// or delivers to everywhere, lets any repository deploy by any tag.
final class ProjectCheck {
  private final Findings findings;

  ProjectCheck(Findings findings) {
    this.findings = findings;
  }

  /// @param project a document of kind AppProject
  void check(String file, YamlTree project) {
    var name = project.text("metadata", "name").orElse("");
    items(project.at("spec", "sourceRepos"))
        .forEach(item -> {
          if (isText(item, "*")) {
            add(file, item, name, "takes manifests from every repository", "sourceRepos");
          }
        });
    items(project.at("spec", "destinations"))
        .forEach(item -> {
          if (item instanceof Mapping
              && isAny(item, "namespace")
              && (isAny(item, "server") || isAny(item, "name"))) {
            add(file, item, name, "delivers to every namespace of every cluster", "destinations");
          }
        });
  }

  private static List<YamlNode> items(Optional<YamlNode> node) {
    return node.orElse(null) instanceof Sequence list
        ? list.items().stream().map(YamlNode::resolved).toList()
        : List.of();
  }

  private static boolean isAny(YamlNode destination, String key) {
    return Lookup.find(destination, key).filter(value -> isText(value, "*")).isPresent();
  }

  private static boolean isText(YamlNode node, String text) {
    return Lookup.text(node).filter(text::equals).isPresent();
  }

  private void add(String file, YamlNode node, String name, String what, String key) {
    findings.add(
        new Cause(
            Rule.PROJECT_WILDCARD,
            GitPlace.of(file, node),
            Optional.empty(),
            "the AppProject \"%s\" %s".formatted(name, what),
            "name those that are meant in spec.%s".formatted(key)),
        Optional.empty());
  }
}
