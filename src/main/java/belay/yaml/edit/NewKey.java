package belay.yaml.edit;

import belay.yaml.tree.Scalars;
import java.util.ArrayList;
import java.util.List;

/// A key that is not there yet.
public sealed interface NewKey {
  String key();

  /// A key with a text.
  record Leaf(String key, String value) implements NewKey {}

  /// A key with a word that is no text, such as `true`.
  record Word(String key, String word) implements NewKey {}

  /// A key with a mapping.
  record Branch(String key, List<NewKey> children) implements NewKey {}

  /// The additions below the keys, as one addition.
  static List<NewKey> nested(List<String> keys, List<NewKey> innermost) {
    var nested = innermost;
    for (var key : keys.reversed()) {
      nested = List.of(new Branch(key, nested));
    }
    return nested;
  }

  /// The lines of a block mapping's entry, without indentation before the first.
  default List<String> lines(EntryStyle entryStyle, String step) {
    var key = Scalars.write(key(), entryStyle.key()) + ":";
    return switch (this) {
      case Leaf leaf ->
          List.of(key + entryStyle.gap(key) + Scalars.write(leaf.value(), entryStyle.value()));
      case Word word -> List.of(key + entryStyle.gap(key) + word.word());
      case Branch branch -> {
        List<String> lines = new ArrayList<>(List.of(key));
        for (var child : branch.children()) {
          child.lines(entryStyle.unaligned(), step).forEach(line -> lines.add(step + line));
        }
        yield lines;
      }
    };
  }

  /// A flow mapping's entry.
  default String flow(EntryStyle entryStyle) {
    var key = Scalars.write(key(), entryStyle.key()) + (entryStyle.compact() ? ":" : ": ");
    return switch (this) {
      case Leaf leaf -> key + Scalars.write(leaf.value(), entryStyle.value());
      case Word word -> key + word.word();
      case Branch branch -> key + braces(branch.children(), entryStyle);
    };
  }

  /// Several entries as a flow mapping.
  static String braces(List<NewKey> additions, EntryStyle entryStyle) {
    return "{" + entryStyle.entries(additions) + "}";
  }
}
