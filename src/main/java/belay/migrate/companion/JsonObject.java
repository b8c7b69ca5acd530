package belay.migrate.companion;

import belay.yaml.edit.Edit;
import belay.yaml.tree.Source;
import belay.yaml.tree.YamlDocument;
import belay.yaml.tree.YamlNode;
import belay.yaml.tree.YamlNode.Entry;
import belay.yaml.tree.YamlNode.Mapping;
import belay.yaml.tree.YamlNode.Sequence;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// An object in a JSON file that somebody wrote, with the edits that keep the look of it.
///
/// @param source the file
/// @param mapping the object
record JsonObject(Source source, Mapping mapping) {
  /// An object below a key.
  Optional<JsonObject> object(String key) {
    return mapping
        .entry(key)
        .map(Entry::value)
        .flatMap(node ->
            node instanceof Mapping found
                ? Optional.of(new JsonObject(source, found))
                : Optional.empty());
  }

  boolean has(String key) {
    return mapping.entry(key).isPresent();
  }

  /// The text of a value as it stands there.
  String raw(String key) {
    var span = mapping.entry(key).orElseThrow().value().span();
    return source.text().substring(span.start(), span.end());
  }

  /// Another value in place of one.
  Edit replace(String key, Map<String, ?> value) {
    var entry = mapping.entry(key).orElseThrow();
    var span = entry.value().span();
    return new Edit(span.start(), span.end(), text(value, indent()));
  }

  /// Other entries in place of one.
  Edit replaceEntry(String key, Map<String, ?> entries) {
    var entry = mapping.entry(key).orElseThrow();
    return new Edit(entry.key().span().start(), entry.end(), entries(entries));
  }

  /// New entries behind one; at the end where there is no such.
  Edit add(Optional<String> sibling, Map<String, ?> entries) {
    if (mapping.entries().isEmpty()) {
      var span = mapping.span();
      var outer = source.indent(span.start());
      return new Edit(
          span.start(),
          span.end(),
          isLines()
              ? "{%s%s%s}".formatted(line(indent()), entries(entries), line(outer))
              : "{%s}".formatted(entries(entries)));
    }
    var entry = sibling.flatMap(mapping::entry).orElseGet(() -> mapping.entries().getLast());
    return Edit.insert(entry.end(), comma() + entries(entries));
  }

  /// Takes an entry out.
  Edit remove(String key) {
    var entries = mapping.entries();
    var entry = mapping.entry(key).orElseThrow();
    var index = entries.indexOf(entry);
    if (entries.size() == 1) {
      return new Edit(mapping.span().start(), mapping.span().end(), "{}");
    }
    return index + 1 < entries.size()
        ? cut(entry.key().span().start(), entries.get(index + 1).key().span().start())
        : cut(entries.get(index - 1).end(), entry.end());
  }

  /// Takes a text out of the list at a key; the list goes when nothing else is in it.
  Optional<Edit> removeItem(String key, String item) {
    if (!(mapping.entry(key).map(Entry::value).orElse(null) instanceof Sequence list)) {
      return Optional.empty();
    }
    var items = list.items();
    for (var i = 0; i < items.size(); i++) {
      if (items.get(i) instanceof YamlNode.Scalar scalar && scalar.value().equals(item)) {
        var span = scalar.span();
        if (items.size() == 1) {
          return Optional.of(remove(key));
        }
        return Optional.of(
            i + 1 < items.size()
                ? cut(span.start(), items.get(i + 1).span().start())
                : cut(items.get(i - 1).span().end(), span.end()));
      }
    }
    return Optional.empty();
  }

  private static Edit cut(int start, int end) {
    return new Edit(start, end, "");
  }

  private String entries(Map<String, ?> entries) {
    return entries.entrySet().stream()
        .map(entry -> "\"%s\": %s".formatted(entry.getKey(), text(entry.getValue(), indent())))
        .collect(Collectors.joining(comma()));
  }

  private String comma() {
    return isLines() ? "," + line(indent()) : ", ";
  }

  private String line(String indent) {
    return source.lineBreak() + indent;
  }

  /// Whether each entry stands on a line of its own; an empty object is as the one around it.
  private boolean isLines() {
    return mapping.entries().isEmpty()
        ? source.startsLine(keyStart())
        : source.startsLine(mapping.entries().getFirst().key().span().start());
  }

  /// Where the line's first text is that an empty object stands behind.
  private int keyStart() {
    return source.skipBlanks(source.lineStart(mapping.span().start()));
  }

  private String indent() {
    return mapping.entries().isEmpty()
        ? source.indent(mapping.span().start()) + step()
        : source.indent(mapping.entries().getFirst().key().span().start());
  }

  /// How much deeper a level stands: as the first line of the file that is indented at all.
  private String step() {
    for (var at = 0; at < source.text().length(); ) {
      var indent = source.indent(at);
      if (!indent.isEmpty()) {
        return indent;
      }
      var end = source.lineEnd(at);
      at = Math.max(end + 1, source.pastBreak(end));
    }
    return "  ";
  }

  private String text(Object value, String indent) {
    return switch (value) {
      case Map<?, ?> map when isLines() -> {
        var below = indent + step();
        yield map.entrySet().stream()
            .map(entry -> "\"%s\": %s".formatted(entry.getKey(), text(entry.getValue(), below)))
            .collect(Collectors.joining("," + line(below), "{" + line(below), line(indent) + "}"));
      }
      case Map<?, ?> map ->
          map.entrySet().stream()
              .map(entry -> "\"%s\": %s".formatted(entry.getKey(), text(entry.getValue(), "")))
              .collect(Collectors.joining(", ", "{", "}"));
      case Raw(var text) -> text;
      case Boolean word -> word.toString();
      default -> "\"" + value.toString().replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    };
  }

  /// JSON that is written already.
  record Raw(String text) {}

  /// Keys with values, in this order.
  static Map<String, Object> of(Object... keysAndValues) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (var i = 0; i < keysAndValues.length; i += 2) {
      map.put(keysAndValues[i].toString(), keysAndValues[i + 1]);
    }
    return map;
  }

  /// Reads a file whose root is an object.
  static Optional<JsonObject> root(Source source, List<YamlDocument> documents) {
    return documents.size() == 1 && documents.getFirst().root() instanceof Mapping mapping
        ? Optional.of(new JsonObject(source, mapping))
        : Optional.empty();
  }
}
