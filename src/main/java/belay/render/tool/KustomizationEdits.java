package belay.render.tool;

import belay.render.object.NodeText;
import belay.render.object.ObjectNodes;
import belay.render.object.SourceObject;
import belay.render.tree.SourceTree;
import belay.render.tree.TreePath;
import belay.render.values.BuildEnvironment;
import belay.yaml.tree.Lookup;
import belay.yaml.tree.YamlNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What an Application changes of a kustomization, as arguments of `kustomize edit`, in Argo CD's
/// order.
final class KustomizationEdits {
  private static final List<String> KEYS =
      List.of(
          "namePrefix",
          "nameSuffix",
          "images",
          "replicas",
          "commonLabels",
          "commonAnnotations",
          "namespace",
          "patches",
          "components");

  private final SourceObject source;
  private final BuildEnvironment environment;

  KustomizationEdits(SourceObject source, BuildEnvironment environment) {
    this.source = source;
    this.environment = environment;
  }

  /// Whether there is anything to be changed.
  boolean any() {
    return KEYS.stream().anyMatch(key -> source.at("kustomize", key).isPresent());
  }

  /// The commands before patches are added.
  List<List<String>> before() {
    List<List<String>> edits = new ArrayList<>();
    set("nameprefix", "namePrefix").ifPresent(edits::add);
    set("namesuffix", "nameSuffix").ifPresent(edits::add);
    list(List.of("set", "image"), texts("images").map(environment::expand).toList())
        .ifPresent(edits::add);
    list(List.of("set", "replicas"), replicas()).ifPresent(edits::add);
    list(labels(), pairs("commonLabels", true)).ifPresent(edits::add);
    list(annotations(), annotationPairs()).ifPresent(edits::add);
    set("namespace", "namespace").ifPresent(edits::add);
    return edits;
  }

  /// The patches to be added, in one line of YAML; empty where there are none.
  Optional<String> patches() {
    return source
        .at("kustomize", "patches")
        .filter(node -> node instanceof YamlNode.Sequence list && !list.items().isEmpty())
        .map(NodeText::flow);
  }

  /// The command behind patches.
  Optional<List<String>> after(SourceTree tree, String folder) {
    var ignoring = source.isTrue("kustomize", "ignoreMissingComponents");
    var components =
        texts("components")
            .filter(path ->
                !ignoring || TreePath.resolve(folder, path).filter(tree::hasFolder).isPresent())
            .toList();
    return list(List.of("add", "component"), components);
  }

  private Optional<List<String>> set(String what, String key) {
    var value = source.text("kustomize", key);
    return value.isEmpty() ? Optional.empty() : Optional.of(List.of("set", what, "--", value));
  }

  private static Optional<List<String>> list(List<String> command, List<String> arguments) {
    if (arguments.isEmpty()) {
      return Optional.empty();
    }
    List<String> all = new ArrayList<>(command);
    all.addAll(arguments);
    return Optional.of(all);
  }

  private java.util.stream.Stream<String> texts(String key) {
    return source.items("kustomize", key).stream().flatMap(item -> Lookup.text(item).stream());
  }

  private List<String> replicas() {
    return source.items("kustomize", "replicas").stream()
        .map(item -> ObjectNodes.text(item, "name") + "=" + ObjectNodes.text(item, "count"))
        .toList();
  }

  private List<String> labels() {
    List<String> command = new ArrayList<>(List.of("add", "label"));
    flag(command, "forceCommonLabels", "--force");
    flag(command, "labelWithoutSelector", "--without-selector");
    flag(command, "labelIncludeTemplates", "--include-templates");
    return command;
  }

  private List<String> annotations() {
    List<String> command = new ArrayList<>(List.of("add", "annotation"));
    flag(command, "forceCommonAnnotations", "--force");
    return command;
  }

  private void flag(List<String> command, String key, String flag) {
    if (source.isTrue("kustomize", key)) {
      command.add(flag);
    }
  }

  private List<String> annotationPairs() {
    return pairs("commonAnnotations", source.isTrue("kustomize", "commonAnnotationsEnvsubst"));
  }

  private List<String> pairs(String key, boolean expanded) {
    return ObjectNodes.entries(source.node(), "kustomize", key).stream()
        .map(entry -> {
          var value = Lookup.text(entry.value()).orElse("");
          return entry.name().orElse("") + ":" + (expanded ? environment.expand(value) : value);
        })
        .toList();
  }
}
