package belay.render.generator;

import static java.nio.charset.StandardCharsets.UTF_8;

import belay.failure.Failure;
import belay.failure.Kind;
import belay.render.object.ObjectNodes;
import belay.render.source.SourceFiles;
import belay.yaml.tree.Lookup;
import belay.yaml.tree.YamlNode;
import belay.yaml.tree.YamlTree;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What the generators of an ApplicationSet give: lists, files and folders in Git, and what is made
/// of two or more of them.
final class Generators {
  private static final List<String> IN_CLUSTER =
      List.of("clusters", "clusterDecisionResource", "scmProvider", "pullRequest", "plugin");
  private static final int DEEPEST = 3;

  private final SourceFiles files;
  private final TemplateEngine engine;
  private final boolean goTemplate;

  Generators(SourceFiles files, TemplateEngine engine, boolean goTemplate) {
    this.files = files;
    this.engine = engine;
    this.goTemplate = goTemplate;
  }

  /// A generator that only the cluster or a server can answer.
  static final class OnlyInCluster extends RuntimeException {
    private final YamlNode node;

    OnlyInCluster(String kind, YamlNode node) {
      super("the generator \"%s\" asks the cluster or a server".formatted(kind));
      this.node = node;
    }

    YamlNode node() {
      return node;
    }
  }

  /// The parameters of one generator.
  List<ParameterSet> of(YamlNode generator) {
    return of(generator, ParameterSet.NONE, DEEPEST);
  }

  private List<ParameterSet> of(YamlNode generator, ParameterSet outer, int depth) {
    for (var kind : IN_CLUSTER) {
      var node = ObjectNodes.at(generator, kind);
      if (node.isPresent() || isNamed(generator, kind)) {
        throw new OnlyInCluster(kind, node.orElse(generator));
      }
    }
    return all(generator, outer, depth).stream()
        .filter(set -> ParameterSelector.matches(generator, set))
        .toList();
  }

  /// `clusters: {}` and `clusters:` mean the same.
  private static boolean isNamed(YamlNode generator, String kind) {
    return ObjectNodes.entries(generator).stream().anyMatch(entry -> entry.isNamed(kind));
  }

  private List<ParameterSet> all(YamlNode generator, ParameterSet outer, int depth) {
    var list = ObjectNodes.at(generator, "list");
    if (list.isPresent()) {
      return list(interpolated(list.get(), outer));
    }
    var git = ObjectNodes.at(generator, "git");
    if (git.isPresent()) {
      return git(interpolated(git.get(), outer));
    }
    var matrix = ObjectNodes.items(generator, "matrix", "generators");
    if (matrix.size() == 2 && depth > 0) {
      return matrix(matrix, outer, depth);
    }
    var merge = ObjectNodes.items(generator, "merge", "generators");
    if (merge.size() >= 2 && depth > 0) {
      return merge(generator, merge, depth);
    }
    throw new Failure(
        Kind.USAGE,
        "a generator that is none of list, git, matrix of two, merge of two or more",
        "write one of them");
  }

  private YamlNode interpolated(YamlNode node, ParameterSet outer) {
    if (outer.isEmpty()) {
      return node;
    }
    var texts = NodeTemplate.texts(node);
    return texts.isEmpty()
        ? node
        : NodeTemplate.filled(node, engine.fill(texts, List.of(outer)).getFirst());
  }

  private List<ParameterSet> list(YamlNode list) {
    List<YamlNode> elements = new ArrayList<>(ObjectNodes.items(list, "elements"));
    var text = ObjectNodes.text(list, "elementsYaml");
    if (!text.isEmpty()) {
      var root = YamlTree.parse("elementsYaml", text.getBytes(UTF_8)).root();
      elements.addAll(ObjectNodes.items(root));
    }
    return elements.stream().map(ParameterSet::of).toList();
  }

  private List<ParameterSet> git(YamlNode git) {
    var tree = files.git(ObjectNodes.text(git, "repoURL"), ObjectNodes.text(git, "revision"));
    var sets = new GitGenerator(git, tree).parameters();
    var values = ObjectNodes.at(git, "values");
    return values.isEmpty()
        ? sets
        : sets.stream().map(set -> set.with(own(values.get(), set))).toList();
  }

  /// What a generator adds to each of its sets, which may refer to them.
  private ParameterSet own(YamlNode values, ParameterSet set) {
    return ParameterSet.of(NodeMaker.mapping(Map.of("values", interpolated(values, set))));
  }

  private List<ParameterSet> matrix(List<YamlNode> generators, ParameterSet outer, int depth) {
    List<ParameterSet> sets = new ArrayList<>();
    for (var first : of(generators.getFirst(), outer, depth - 1)) {
      for (var second : of(generators.getLast(), first, depth - 1)) {
        sets.add(second.with(first));
      }
    }
    return sets;
  }

  private List<ParameterSet> merge(YamlNode generator, List<YamlNode> generators, int depth) {
    var keys =
        ObjectNodes.items(generator, "merge", "mergeKeys").stream()
            .flatMap(item -> Lookup.text(item).stream())
            .toList();
    var base = byKeys(of(generators.getFirst(), ParameterSet.NONE, depth - 1), keys);
    for (var other : generators.subList(1, generators.size())) {
      byKeys(of(other, ParameterSet.NONE, depth - 1), keys)
          .forEach((key, set) -> base.computeIfPresent(key, (_, known) -> known.with(set)));
    }
    return List.copyOf(base.values());
  }

  private Map<List<String>, ParameterSet> byKeys(List<ParameterSet> sets, List<String> keys) {
    Map<List<String>, ParameterSet> byKeys = new LinkedHashMap<>();
    for (var set : sets) {
      var key =
          keys.stream()
              .map(name ->
                  goTemplate
                      ? ObjectNodes.text(set.values(), name)
                      : set.flat().getOrDefault(name, ""))
              .toList();
      if (byKeys.put(key, set) != null) {
        throw new Failure(
            Kind.USAGE,
            "two sets of parameters have the merge key %s".formatted(String.join(", ", key)),
            "add a key to mergeKeys that tells them apart");
      }
    }
    return byKeys;
  }
}
