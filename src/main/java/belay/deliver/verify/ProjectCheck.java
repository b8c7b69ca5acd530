package belay.deliver.verify;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import belay.config.Config;
import belay.config.verify.Rule;
import belay.deliver.verify.finding.Findings;
import belay.deliver.verify.finding.Findings.Cause;
import belay.deliver.verify.finding.GitPlace;
import belay.failure.Failure;
import belay.render.tree.SourceTree;
import belay.yaml.tree.Lookup;
import belay.yaml.tree.YamlNode;
import belay.yaml.tree.YamlNode.Mapping;
import belay.yaml.tree.YamlNode.Sequence;
import belay.yaml.tree.YamlTree;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Whether AppProjects allow what nobody has chosen: a project that takes manifests from anywhere,
/// or delivers to everywhere, lets any repository deploy by any tag.
final class ProjectCheck {
  private static final Pattern YAML = Pattern.compile(".*\\.ya?ml");
  private static final String KIND = "AppProject";

  private final Config config;
  private final Findings findings;

  ProjectCheck(Config config, Findings findings) {
    this.config = config;
    this.findings = findings;
  }

  /// Checks all in a tree that are in scope.
  void check(SourceTree tree, VerifyScope scope) {
    for (var path : tree.paths()) {
      if (YAML.matcher(path).matches()
          && config.serviceOf(path).isEmpty()
          && scope.isAffected(Set.of(path))) {
        tree.read(path)
            .filter(bytes -> new String(bytes, ISO_8859_1).contains(KIND))
            .ifPresent(bytes -> check(path, bytes));
      }
    }
  }

  private void check(String path, byte[] bytes) {
    try {
      YamlTree.parseAll(path, bytes).stream()
          .filter(document -> document.text("kind").filter(KIND::equals).isPresent())
          .forEach(document -> check(path, document));
    } catch (Failure notYaml) {
      // a template, or nothing of Argo CD's
    }
  }

  private void check(String file, YamlTree project) {
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
