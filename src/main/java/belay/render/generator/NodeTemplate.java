package belay.render.generator;

import belay.yaml.tree.YamlNode;
import belay.yaml.tree.YamlNode.Alias;
import belay.yaml.tree.YamlNode.Entry;
import belay.yaml.tree.YamlNode.Mapping;
import belay.yaml.tree.YamlNode.Scalar;
import belay.yaml.tree.YamlNode.Sequence;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A tree whose texts are templates. What comes of it has the places of the template.
final class NodeTemplate {
  private NodeTemplate() {}

  /// The texts that are templates.
  static List<String> texts(YamlNode node) {
    Set<String> texts = new LinkedHashSet<>();
    collect(node, texts);
    return List.copyOf(texts);
  }

  private static void collect(YamlNode node, Set<String> texts) {
    switch (node) {
      case Alias alias -> collect(alias.target(), texts);
      case Scalar scalar -> {
        if (scalar.value().contains("{{")) {
          texts.add(scalar.value());
        }
      }
      case Sequence list -> list.items().forEach(item -> collect(item, texts));
      case Mapping mapping ->
          mapping
              .entries()
              .forEach(entry -> {
                collect(entry.key(), texts);
                collect(entry.value(), texts);
              });
    }
  }

  /// The tree with its texts filled in.
  static YamlNode filled(YamlNode node, Map<String, String> texts) {
    return switch (node) {
      case Alias alias -> filled(alias.target(), texts);
      case Scalar scalar -> filled(scalar, texts);
      case Sequence list ->
          new Sequence(
              list.span(),
              "",
              list.tag(),
              list.items().stream().map(item -> filled(item, texts)).toList(),
              list.flow());
      case Mapping mapping ->
          new Mapping(
              mapping.span(),
              "",
              mapping.tag(),
              mapping.entries().stream()
                  .map(entry -> new Entry(filled(entry.key(), texts), filled(entry.value(), texts)))
                  .toList(),
              mapping.flow());
    };
  }

  /// What was a text stays one, whatever it looks like now.
  private static Scalar filled(Scalar scalar, Map<String, String> texts) {
    var value = texts.get(scalar.value());
    if (value == null || value.equals(scalar.value())) {
      return scalar;
    }
    var style = scalar.style() == YamlNode.Style.PLAIN ? YamlNode.Style.DOUBLE : scalar.style();
    return new Scalar(scalar.span(), "", scalar.tag(), value, style);
  }
}
