package belay.migrate.origin;

import belay.chart.ChartBundle;
import belay.failure.Failure;
import belay.yaml.tree.Lookup;
import belay.yaml.tree.YamlNode;
import belay.yaml.tree.YamlTree;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// What a bundle's charts have in their values by default, that of parents included.
public final class ValuesView {
  private final ChartBundle bundle;
  private final Map<String, Optional<YamlNode>> roots = new HashMap<>();

  /// By chart, the charts that have it as a part, with the key of its values.
  private final Map<String, List<Map.Entry<String, String>>> parents = new HashMap<>();

  public ValuesView(ChartBundle bundle) {
    this.bundle = bundle;
    bundle
        .charts()
        .forEach((path, chart) ->
            chart
                .dependencies()
                .forEach(part ->
                    part.path()
                        .ifPresent(folder ->
                            parents
                                .computeIfAbsent(folder, _ -> new ArrayList<>())
                                .add(Map.entry(path, part.key())))));
  }

  /// What a chart's own values file holds; empty where there is none that can be read.
  public Optional<YamlNode> file(String chart) {
    return roots.computeIfAbsent(
        chart,
        path -> {
          var file = bundle.chart(path).values();
          var bytes = bundle.files().get(file);
          if (bytes == null) {
            return Optional.empty();
          }
          try {
            return YamlTree.parseAll(file, bytes).stream().findFirst().map(YamlTree::root);
          } catch (Failure unreadable) {
            return Optional.empty();
          }
        });
  }

  /// All that stands in a chart's own file under a path.
  public List<YamlNode> all(Origin.Values values) {
    var nodes = file(values.chart()).map(YamlNode::resolved).stream().toList();
    for (var key : values.path()) {
      nodes = nodes.stream().flatMap(node -> below(node, key)).map(YamlNode::resolved).toList();
    }
    return nodes;
  }

  private static Stream<YamlNode> below(YamlNode node, String key) {
    return switch (node) {
      case YamlNode.Sequence list when key.equals(Origin.EACH) -> list.items().stream();
      case YamlNode.Mapping map when key.equals(Origin.EACH) ->
          map.entries().stream().map(YamlNode.Entry::value);
      default -> Lookup.find(node, key).stream();
    };
  }

  /// What stands under a path: a chart's own, or what a parent sets.
  public Optional<YamlNode> find(Origin.Values values) {
    return find(values.chart(), values.path(), 0);
  }

  private Optional<YamlNode> find(String chart, List<String> path, int depth) {
    if (depth < 4) {
      for (var parent : parents.getOrDefault(chart, List.of())) {
        var longer = new ArrayList<String>();
        if (path.isEmpty() || !path.getFirst().equals("global")) {
          longer.add(parent.getValue());
        }
        longer.addAll(path);
        var there = find(parent.getKey(), longer, depth + 1);
        if (there.isPresent()) {
          return there;
        }
      }
    }
    return bundle.charts().containsKey(chart)
        ? file(chart).flatMap(node -> down(node, path))
        : Optional.empty();
  }

  private static Optional<YamlNode> down(YamlNode root, List<String> path) {
    var node = Optional.of(root.resolved());
    for (var key : path) {
      node =
          node.flatMap(at ->
              switch (at) {
                case YamlNode.Sequence list when key.equals(Origin.EACH) ->
                    list.items().stream().findFirst();
                case YamlNode.Mapping map when key.equals(Origin.EACH) ->
                    map.entries().stream().map(YamlNode.Entry::value).findFirst();
                case YamlNode other -> Lookup.find(other, key);
              });
      node = node.map(YamlNode::resolved);
    }
    return node;
  }

  /// The text by default; empty where it is not known, and an empty text where there is none.
  public Optional<String> text(Origin origin) {
    return switch (origin) {
      case Origin.Values values -> {
        if (values.path().contains(Origin.EACH)) {
          yield Optional.empty();
        }
        var node = find(values);
        yield node.isEmpty() || isNull(node.get())
            ? Optional.of("")
            : Lookup.text(node.get()).filter(text -> !text.contains("{{"));
      }
      case Origin.Literal(var text) -> Optional.of(text);
      case Origin.About(var chart, var key) -> about(chart, key);
      case Origin.Either(var all) -> {
        for (var one : all) {
          var text = text(one);
          if (text.isEmpty() || !text.get().isEmpty()) {
            yield text;
          }
        }
        yield Optional.of("");
      }
      case Origin.Joined(var all) -> all.size() == 1 ? text(all.getFirst()) : Optional.empty();
      case Origin.Root _, Origin.Pairs _, Origin.Items _, Origin.Unknown _ -> Optional.empty();
    };
  }

  private static boolean isNull(YamlNode node) {
    return node instanceof YamlNode.Scalar scalar && scalar.isNull();
  }

  private Optional<String> about(String chart, String key) {
    if (!bundle.charts().containsKey(chart)) {
      return Optional.empty();
    }
    return switch (key) {
      case "AppVersion" -> bundle.chart(chart).appVersion();
      case "Name" -> Optional.of(bundle.chart(chart).name());
      case "Version" -> Optional.of(bundle.chart(chart).version());
      default -> Optional.empty();
    };
  }

  /// The name of a chart.
  public String chartName(String path) {
    return bundle.chart(path).name();
  }
}
