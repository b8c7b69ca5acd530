package belay.render.generator;

import belay.render.object.ObjectNodes;
import belay.render.tree.PathGlob;
import belay.render.tree.SourceTree;
import belay.render.tree.TreePath;
import belay.yaml.tree.YamlNode;
import belay.yaml.tree.YamlNode.Mapping;
import belay.yaml.tree.YamlNode.Scalar;
import belay.yaml.tree.YamlNode.Sequence;
import belay.yaml.tree.YamlTree;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;

/// Parameters from the files or folders of a repository.
final class GitGenerator {
  private static final int LONGEST_NAME = 253;

  private final YamlNode node;
  private final SourceTree tree;

  /// @param node what stands under `git`
  GitGenerator(YamlNode node, SourceTree tree) {
    this.node = node;
    this.tree = tree;
  }

  List<ParameterSet> parameters() {
    return ObjectNodes.items(node, "directories").isEmpty() ? ofFiles() : ofFolders();
  }

  private List<ParameterSet> ofFolders() {
    List<ParameterSet> sets = new ArrayList<>();
    var chosen = new Choice(ObjectNodes.items(node, "directories"));
    for (var folder : folders()) {
      if (chosen.has(folder)) {
        sets.add(path(folder, ""));
      }
    }
    return sets;
  }

  /// Those whose names begin with a dot do not count.
  private NavigableSet<String> folders() {
    var folders = new TreeSet<String>();
    for (var path : tree.paths()) {
      for (var slash = path.indexOf('/'); slash > 0; slash = path.indexOf('/', slash + 1)) {
        var folder = path.substring(0, slash);
        if (TreePath.name(folder).startsWith(".")) {
          break;
        }
        folders.add(folder);
      }
    }
    return folders;
  }

  private List<ParameterSet> ofFiles() {
    List<ParameterSet> sets = new ArrayList<>();
    var chosen = new Choice(ObjectNodes.items(node, "files"));
    for (var file : tree.paths()) {
      if (chosen.has(file)) {
        for (var values : values(file)) {
          var folder = TreePath.folder(file).isEmpty() ? "." : TreePath.folder(file);
          sets.add(ParameterSet.of(values).with(path(folder, TreePath.name(file))));
        }
      }
    }
    return sets;
  }

  /// What a file says: one set, or a list of such.
  private List<YamlNode> values(String file) {
    var root = YamlTree.parse(file, tree.read(file).orElse(new byte[0])).root().resolved();
    return switch (root) {
      case Mapping mapping -> List.of(mapping);
      case Sequence list -> list.items().stream().map(YamlNode::resolved).toList();
      case Scalar scalar when scalar.isNull() -> List.of(NodeMaker.mapping(Map.of()));
      case YamlNode other ->
          throw new YamlTree(file, other)
              .failure(other, "no parameters, but a single value", "write keys with values");
    };
  }

  /// What is known of a path.
  private ParameterSet path(String folder, String file) {
    Map<String, YamlNode> structured = new LinkedHashMap<>();
    Map<String, String> flat = new LinkedHashMap<>();
    put("", folder, structured, flat, "path");
    put("basename", TreePath.name(folder), structured, flat, "basename");
    put(
        "basenameNormalized",
        normalized(TreePath.name(folder)),
        structured,
        flat,
        "basenameNormalized");
    if (!file.isEmpty()) {
      put("filename", file, structured, flat, "filename");
      put("filenameNormalized", normalized(file), structured, flat, "filenameNormalized");
    }
    var segments = List.of(folder.split("/"));
    structured.put("segments", NodeMaker.texts(segments));
    for (var i = 0; i < segments.size(); i++) {
      flat.put(prefix() + "path[" + i + "]", segments.get(i));
    }
    YamlNode values = NodeMaker.mapping(Map.of("path", NodeMaker.mapping(structured)));
    var prefix = ObjectNodes.text(node, "pathParamPrefix");
    return new ParameterSet(
        prefix.isEmpty() ? values : NodeMaker.mapping(Map.of(prefix, values)), flat);
  }

  private void put(
      String flatName,
      String value,
      Map<String, YamlNode> structured,
      Map<String, String> flat,
      String name) {
    structured.put(name, NodeMaker.text(value));
    flat.put(prefix() + (flatName.isEmpty() ? "path" : "path." + flatName), value);
  }

  private String prefix() {
    var prefix = ObjectNodes.text(node, "pathParamPrefix");
    return prefix.isEmpty() ? "" : prefix + ".";
  }

  private static String normalized(String name) {
    var plain = name.toLowerCase(Locale.ROOT).replaceAll("[^-a-z0-9.]", "-");
    return plain
        .substring(0, Math.min(LONGEST_NAME, plain.length()))
        .replaceAll("^[-.]+|[-.]+$", "");
  }

  /// Patterns that choose paths, and such that take some out again.
  private static final class Choice {
    private final List<PathGlob> wanted = new ArrayList<>();
    private final List<PathGlob> excluded = new ArrayList<>();

    private Choice(List<YamlNode> items) {
      for (var item : items) {
        var glob = PathGlob.of(ObjectNodes.text(item, "path"));
        (ObjectNodes.isTrue(item, "exclude") ? excluded : wanted).add(glob);
      }
    }

    private boolean has(String path) {
      return wanted.stream().anyMatch(glob -> glob.matches(path))
          && excluded.stream().noneMatch(glob -> glob.matches(path));
    }
  }
}
