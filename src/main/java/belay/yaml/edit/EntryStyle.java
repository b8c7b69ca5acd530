package belay.yaml.edit;

import belay.yaml.tree.Source;
import belay.yaml.tree.YamlNode;
import belay.yaml.tree.YamlNode.Entry;
import belay.yaml.tree.YamlNode.Mapping;
import belay.yaml.tree.YamlNode.Scalar;
import belay.yaml.tree.YamlNode.Style;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// How the entries of a mapping look, so that new ones look the same.
///
/// @param key how keys are quoted
/// @param value how values are quoted
/// @param column how far behind its start an entry's value stands; 0 where values are not aligned
/// @param compact whether a flow mapping is written without spaces
public record EntryStyle(Style key, Style value, int column, boolean compact) {
  /// Without quotes, and not aligned.
  public static final EntryStyle PLAIN = new EntryStyle(Style.PLAIN, Style.PLAIN, 0, false);

  /// The look of a mapping's entries, quoted as `model` is, the nearest relative of what is new.
  public static EntryStyle of(Source source, Mapping mapping, Optional<Entry> model) {
    var key = model.map(entry -> quoting(entry.key())).orElse(Style.PLAIN);
    var value = model.map(entry -> quoting(entry.value())).orElse(Style.PLAIN);
    var json = key == Style.DOUBLE;
    var compact = json && model.filter(entry -> gap(source, entry).equals(":")).isPresent();
    return new EntryStyle(key, json ? Style.DOUBLE : value, column(source, mapping), compact);
  }

  /// The look for entries that have no relative in the mapping.
  public static EntryStyle around(Source source, Mapping mapping) {
    var last =
        mapping.entries().isEmpty()
            ? Optional.<Entry>empty()
            : Optional.of(mapping.entries().getLast());
    var entryStyle = of(source, mapping, last);
    var value = entryStyle.key == Style.DOUBLE ? Style.DOUBLE : Style.PLAIN;
    return new EntryStyle(entryStyle.key, value, 0, entryStyle.compact);
  }

  private static Style quoting(YamlNode node) {
    return node instanceof Scalar scalar && scalar.style().quoted() ? scalar.style() : Style.PLAIN;
  }

  private static String gap(Source source, Entry entry) {
    return source
        .text()
        .substring(
            entry.key().span().end(),
            Math.max(entry.key().span().end(), entry.value().span().start()));
  }

  /// Values count as aligned where all single values of the mapping stand in one column though
  /// their keys differ in length, or where the only one stands apart from its key.
  private static int column(Source source, Mapping mapping) {
    var entries =
        mapping.entries().stream()
            .filter(entry ->
                gap(source, entry).matches(": +")
                    && entry.value().span().end() > entry.value().span().start())
            .toList();
    var columns = entries.stream().map(EntryStyle::width).collect(Collectors.toSet());
    if (columns.size() != 1) {
      return 0;
    }
    var apart = entries.stream().anyMatch(entry -> gap(source, entry).length() > 2);
    return apart ? columns.iterator().next() : 0;
  }

  private static int width(Entry entry) {
    return entry.value().span().start() - entry.key().span().start();
  }

  EntryStyle unaligned() {
    return new EntryStyle(key, value, 0, compact);
  }

  /// The spaces between a key with its colon and the value.
  String gap(String key) {
    return " ".repeat(Math.max(1, column - key.length()));
  }

  String comma() {
    return compact ? "," : ", ";
  }

  /// Entries of a flow mapping, with commas between.
  String entries(List<NewKey> additions) {
    return String.join(comma(), additions.stream().map(addition -> addition.flow(this)).toList());
  }
}
