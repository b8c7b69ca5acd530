package belay.render.values;

import belay.yaml.tree.Span;
import belay.yaml.tree.YamlNode;
import belay.yaml.tree.YamlNode.Alias;
import belay.yaml.tree.YamlNode.Entry;
import belay.yaml.tree.YamlNode.Mapping;
import belay.yaml.tree.YamlNode.Scalar;
import belay.yaml.tree.YamlNode.Sequence;

/// Gives the nodes of a text that stands in a file the places that they have in the file.
final class InnerPlaces {
  private InnerPlaces() {}

  /// @param lines how many lines of the file stand before the text
  /// @param columns how far its lines are set in
  static YamlNode shifted(YamlNode node, int lines, int columns) {
    var span = shifted(node.span(), lines, columns);
    return switch (node) {
      case Scalar it -> new Scalar(span, it.anchor(), it.tag(), it.value(), it.style());
      case Alias it -> shifted(it.target(), lines, columns);
      case Sequence it ->
          new Sequence(
              span,
              it.anchor(),
              it.tag(),
              it.items().stream().map(item -> shifted(item, lines, columns)).toList(),
              it.flow());
      case Mapping it ->
          new Mapping(
              span,
              it.anchor(),
              it.tag(),
              it.entries().stream()
                  .map(entry ->
                      new Entry(
                          shifted(entry.key(), lines, columns),
                          shifted(entry.value(), lines, columns)))
                  .toList(),
              it.flow());
    };
  }

  private static Span shifted(Span span, int lines, int columns) {
    return new Span(span.start(), span.end(), span.line() + lines, span.column() + columns);
  }
}
