package belay.migrate.comparison;

import belay.yaml.tree.Scalars;
import belay.yaml.tree.YamlNode;
import belay.yaml.tree.YamlNode.Alias;
import belay.yaml.tree.YamlNode.Mapping;
import belay.yaml.tree.YamlNode.Scalar;
import belay.yaml.tree.YamlNode.Sequence;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Compares two renders of a chart field by field, in whatever order their documents come.
public final class RenderComparison {
  private static final int MOST_DIFFERENCES = 10_000;
  private static final int MOST_VISITS = 2_000_000;

  private final List<Difference> differences = new ArrayList<>();
  private int visits;

  private RenderComparison() {}

  /// All fields that differ; those of documents that only one side has as a whole.
  public static List<Difference> of(String before, String after) {
    var comparison = new RenderComparison();
    comparison.compare(RenderedDocument.all(before), RenderedDocument.all(after));
    return List.copyOf(comparison.differences);
  }

  /// What is the same to the last byte needs no reading.
  private void compare(List<RenderedDocument> before, List<RenderedDocument> after) {
    Map<RenderedDocument, Integer> same = new HashMap<>();
    before.forEach(document -> same.merge(document, 1, Integer::sum));
    Map<String, Deque<ObjectText>> left = new LinkedHashMap<>();
    List<ObjectText> added = new ArrayList<>();
    for (var document : after) {
      if (same.merge(document, -1, Integer::sum) < 0) {
        added.add(ObjectText.read(document));
      }
    }
    for (var document : before.reversed()) {
      if (same.merge(document, -1, Integer::sum) >= 0) {
        var object = ObjectText.read(document);
        left.computeIfAbsent(object.identity(), _ -> new ArrayDeque<>()).push(object);
      }
    }
    List<ObjectText> unknown = new ArrayList<>();
    for (var object : added) {
      var old = left.getOrDefault(object.identity(), new ArrayDeque<>()).poll();
      if (old == null) {
        unknown.add(object);
      } else {
        compare(old, object);
      }
    }
    renamed(left.values().stream().flatMap(Deque::stream).toList(), unknown);
  }

  /// Objects with names made by chance are known by their template.
  private void renamed(List<ObjectText> gone, List<ObjectText> added) {
    Map<String, Deque<ObjectText>> left = new LinkedHashMap<>();
    gone.forEach(
        object -> left.computeIfAbsent(object.origin(), _ -> new ArrayDeque<>()).add(object));
    for (var object : added) {
      var old = left.getOrDefault(object.origin(), new ArrayDeque<>()).poll();
      if (old == null) {
        add(object, "", "", object.document().text());
      } else {
        compare(old.anonymous(), object.anonymous());
      }
    }
    left.values().stream()
        .flatMap(Deque::stream)
        .forEach(object -> add(object, "", object.document().text(), ""));
  }

  private void compare(ObjectText before, ObjectText after) {
    if (before.root().isPresent() && after.root().isPresent()) {
      node(after, "", before.root().get(), after.root().get());
    } else {
      lines(after, before.document().text(), after.document().text());
    }
  }

  private void node(ObjectText object, String path, YamlNode before, YamlNode after) {
    if (++visits > MOST_VISITS || differences.size() > MOST_DIFFERENCES) {
      add(object, path, "more than can be compared", "");
      return;
    }
    if (before.resolved() instanceof Mapping left && after.resolved() instanceof Mapping right) {
      mapping(object, path, left, right);
    } else if (before.resolved() instanceof Sequence left
        && after.resolved() instanceof Sequence right
        && left.items().size() == right.items().size()) {
      for (var i = 0; i < left.items().size(); i++) {
        node(object, "%s[%d]".formatted(path, i), left.items().get(i), right.items().get(i));
      }
    } else if (!same(before.resolved(), after.resolved())) {
      add(object, path, text(before), text(after));
    }
  }

  private void mapping(ObjectText object, String path, Mapping before, Mapping after) {
    var left = entries(before);
    var right = entries(after);
    right.forEach((key, value) -> {
      var below = path.isEmpty() ? key : path + "." + key;
      var old = left.remove(key);
      if (old == null) {
        add(object, below, "", text(value));
      } else {
        node(object, below, old, value);
      }
    });
    left.forEach(
        (key, value) -> add(object, path.isEmpty() ? key : path + "." + key, text(value), ""));
  }

  /// A key that stands twice has a number behind it the second time.
  private static Map<String, YamlNode> entries(Mapping mapping) {
    Map<String, YamlNode> entries = new LinkedHashMap<>();
    for (var entry : mapping.entries()) {
      var name = entry.name().orElse("?").replace(".", "\\.");
      var key = name;
      for (var i = 2; entries.containsKey(key); i++) {
        key = name + "#" + i;
      }
      entries.put(key, entry.value());
    }
    return entries;
  }

  private static boolean same(YamlNode before, YamlNode after) {
    return before instanceof Scalar left
        && after instanceof Scalar right
        && left.value().equals(right.value())
        && left.tag().equals(right.tag())
        && Scalars.isString(left) == Scalars.isString(right);
  }

  private static String text(YamlNode node) {
    return switch (node) {
      case Scalar scalar -> scalar.value();
      case Alias alias -> text(alias.target());
      case Mapping mapping -> "(%d keys)".formatted(mapping.entries().size());
      case Sequence list -> "(%d items)".formatted(list.items().size());
    };
  }

  /// What is no YAML is compared line by line.
  private void lines(ObjectText object, String before, String after) {
    var left = before.lines().toList();
    var right = after.lines().toList();
    for (var i = 0; i < Math.max(left.size(), right.size()); i++) {
      var old = i < left.size() ? left.get(i) : "";
      var now = i < right.size() ? right.get(i) : "";
      if (!old.equals(now)) {
        add(object, "line " + (i + 1), old, now);
      }
    }
  }

  private void add(ObjectText object, String path, String before, String after) {
    if (differences.size() <= MOST_DIFFERENCES) {
      differences.add(
          new Difference(object.identity(), object.document().source(), path, before, after));
    }
  }

  /// A document with what identifies it.
  ///
  /// @param identity such as `deployment/web`, with the namespace where it names one
  /// @param node what it says; null where it is no YAML
  private record ObjectText(RenderedDocument document, String identity, @Nullable YamlNode node) {
    static ObjectText read(RenderedDocument document) {
      var root = RenderedYaml.root(document.text());
      var identity = root.flatMap(RenderedYaml::identity).orElse(document.source());
      return new ObjectText(document, identity, root.orElse(null));
    }

    /// The kind and the template.
    String origin() {
      return identity.replaceFirst("/.*", "") + " of " + document.source();
    }

    ObjectText anonymous() {
      return new ObjectText(document, origin(), node);
    }

    Optional<YamlNode> root() {
      return Optional.ofNullable(node);
    }
  }
}
