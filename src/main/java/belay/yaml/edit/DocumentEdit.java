package belay.yaml.edit;

import belay.failure.Failure;
import belay.failure.Kind;
import belay.yaml.tree.KeyPath;
import belay.yaml.tree.Source;
import belay.yaml.tree.TreeBuilder;
import belay.yaml.tree.Trees;
import belay.yaml.tree.YamlDocument;
import belay.yaml.tree.YamlNode;
import belay.yaml.tree.YamlNode.Entry;
import belay.yaml.tree.YamlNode.Mapping;
import belay.yaml.tree.YamlNode.Scalar;
import belay.yaml.tree.YamlNode.Sequence;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One document of a YAML file that somebody wrote, in which one key is put, taken out or given
/// another word; every other byte stays, comments too. The new file is read again, and must say
/// what the old one said but for that.
public final class DocumentEdit {
  private final Source source;
  private final List<YamlDocument> documents;
  private final int index;

  private DocumentEdit(Source source, int index) {
    this.source = source;
    this.documents = TreeBuilder.read(source);
    this.index = index;
  }

  /// @param name the file's path, for messages
  /// @param index which of its documents, from 0
  /// @throws Failure (refused) where it is not YAML in UTF-8
  public static DocumentEdit of(String name, byte[] bytes, int index) {
    return new DocumentEdit(Source.decode(name, bytes, Kind.REFUSED), index);
  }

  /// What the document holds.
  public YamlNode root() {
    return documents.get(index).root();
  }

  /// The file with a key that is not there yet.
  ///
  /// @param keys the way to the mapping that gets it, of which the last may be missing
  /// @param first whether it stands before all others, and not behind them
  /// @throws Failure (refused) where the file cannot be added to
  public byte[] put(List<String> keys, NewKey addition, boolean first) {
    var edits = additions(keys, addition, first);
    var whole = new ArrayList<>(keys);
    whole.add(addition.key());
    return proven(edits, whole, Optional.of(addition));
  }

  private List<Edit> additions(List<String> keys, NewKey addition, boolean first) {
    return switch (location(keys)) {
      case MapLocation.Found(var _, var mapping, var owner)
          when mapping.entries().isEmpty() && owner.isPresent() && !parent(keys).flow() ->
          MapWriter.of(checks(), parent(keys))
              .fill(owner.get(), List.of(addition), EntryStyle.PLAIN);
      case MapLocation.Found(var _, var mapping, var owner) -> {
        var writer = MapWriter.of(checks(), mapping);
        var style = EntryStyle.around(source, mapping);
        yield first || mapping.entries().isEmpty()
            ? writer.first(owner.orElse(new Entry(mapping, mapping)), List.of(addition), style)
            : writer.after(mapping.entries().getLast(), List.of(addition), style);
      }
      case MapLocation.Vacant(var _, var parent, var entry, var missing) ->
          MapWriter.of(checks(), parent)
              .fill(
                  entry,
                  NewKey.nested(missing, List.of(addition)),
                  EntryStyle.around(source, parent));
      case MapLocation.Lacking(var _, var parent, var missing) when !parent.entries().isEmpty() ->
          MapWriter.of(checks(), parent)
              .after(
                  parent.entries().getLast(),
                  NewKey.nested(missing, List.of(addition)),
                  EntryStyle.around(source, parent));
      case MapLocation.Lacking _, MapLocation.Nothing _, MapLocation.EmptyDocument _ ->
          throw source.failure(
              root(), "there is no %s here".formatted(KeyPath.of(keys)), "add it by hand");
    };
  }

  /// The file without a key. A mapping that has no other becomes `{}`, since null is no mapping;
  /// comments between its lines stay.
  ///
  /// @throws Failure (refused) where it cannot be taken out alone
  public byte[] remove(List<String> keys) {
    var above = keys.subList(0, keys.size() - 1);
    if (!(location(above) instanceof MapLocation.Found(var _, var mapping, var owner))
        || mapping.entry(keys.getLast()).isEmpty()) {
      throw source.failure(root(), "there is no %s here".formatted(KeyPath.of(keys)), "");
    }
    var entry = mapping.entry(keys.getLast()).get();
    checks().notShared(KeyPath.of(keys).toString(), entry.value());
    List<Edit> edits = new ArrayList<>();
    for (var edit : MapWriter.of(checks(), mapping).remove(entry)) {
      edits.addAll(sparing(edit, entry));
    }
    if (mapping.entries().size() == 1 && !mapping.flow() && owner.isPresent()) {
      var colon = source.text().indexOf(':', owner.get().key().span().end());
      edits.add(Edit.insert(colon + 1, " {}"));
    }
    return proven(edits, keys, Optional.empty());
  }

  /// The edit without the lines that are comments alone.
  private List<Edit> sparing(Edit edit, Entry entry) {
    if (source.isBreak(edit.start()) || hasBlock(entry.value())) {
      return List.of(edit);
    }
    List<Edit> parts = new ArrayList<>();
    var from = edit.start();
    for (var at = edit.start(); at < edit.end(); ) {
      var next = source.pastBreak(source.lineEnd(at));
      var content = source.skipBlanks(at);
      if (content < source.text().length() && source.text().charAt(content) == '#') {
        if (from < at) {
          parts.add(Edit.delete(from, at));
        }
        from = next;
      }
      at = next;
    }
    if (from < edit.end()) {
      parts.add(Edit.delete(from, edit.end()));
    }
    return parts;
  }

  private static boolean hasBlock(YamlNode node) {
    return switch (node) {
      case Scalar scalar -> scalar.style().block();
      case Mapping mapping -> mapping.entries().stream().anyMatch(e -> hasBlock(e.value()));
      case Sequence list -> list.items().stream().anyMatch(DocumentEdit::hasBlock);
      case YamlNode.Alias _ -> false;
    };
  }

  /// The file with another word in place of one that stands in it.
  ///
  /// @param value of this document, unquoted
  /// @throws Failure (refused) where others would change with it
  public byte[] replace(Scalar value, String word) {
    checks().notShared("\"%s\"".formatted(value.value()), value);
    var span = value.span();
    if (value.style() != YamlNode.Style.PLAIN
        || !source.text().substring(span.start(), span.end()).equals(value.value())) {
      throw source.failure(
          value, "\"%s\" is no plain word".formatted(value.value()), "write it out");
    }
    var edited = edited(List.of(new Edit(span.start(), span.end(), word)));
    if (!Trees.equal(replaced(root(), value, word), edited.root()) || !othersEqual(edited)) {
      throw unproven(value);
    }
    return edited.source.encode();
  }

  private static YamlNode replaced(YamlNode node, Scalar value, String word) {
    if (node instanceof Scalar && node.equals(value)) {
      return new Scalar(value.span(), value.anchor(), value.tag(), word, value.style());
    }
    return switch (node) {
      case Mapping m ->
          new Mapping(
              m.span(),
              m.anchor(),
              m.tag(),
              m.entries().stream()
                  .map(entry -> new Entry(entry.key(), replaced(entry.value(), value, word)))
                  .toList(),
              m.flow());
      case Sequence list ->
          new Sequence(
              list.span(),
              list.anchor(),
              list.tag(),
              list.items().stream().map(item -> replaced(item, value, word)).toList(),
              list.flow());
      case Scalar _, YamlNode.Alias _ -> node;
    };
  }

  private EditChecks checks() {
    return new EditChecks(source, documents.get(index));
  }

  private MapLocation location(List<String> keys) {
    if (!(root() instanceof Mapping mapping)) {
      throw source.failure(root(), "this is %s, not a mapping".formatted(root().kind()), "");
    }
    return new Descent(checks(), KeyPath.of(keys)).from(mapping);
  }

  private Mapping parent(List<String> keys) {
    return location(keys.subList(0, keys.size() - 1)) instanceof MapLocation.Found found
        ? found.image()
        : (Mapping) root();
  }

  private DocumentEdit edited(List<Edit> edits) {
    try {
      return new DocumentEdit(source.with(Edit.apply(source.text(), edits)), index);
    } catch (Failure notYamlAnyMore) {
      throw unproven(root()).because("the edited file would be: " + notYamlAnyMore.what());
    }
  }

  private byte[] proven(List<Edit> edits, List<String> keys, Optional<NewKey> wanted) {
    var after = edited(edits);
    if (!Trees.equal(without(root(), keys), without(after.root(), keys))
        || !says(at(after.root(), keys), wanted)
        || !othersEqual(after)) {
      throw unproven(root()).because("the edited file would say something else besides");
    }
    return after.source.encode();
  }

  private Failure unproven(YamlNode place) {
    return source.failure(
        place,
        "this cannot be edited without changing other parts of the file",
        "write it as mappings with one key a line");
  }

  private boolean othersEqual(DocumentEdit after) {
    if (documents.size() != after.documents.size()) {
      return false;
    }
    for (var i = 0; i < documents.size(); i++) {
      if (i != index && !Trees.equal(documents.get(i).root(), after.documents.get(i).root())) {
        return false;
      }
    }
    return true;
  }

  private static Optional<YamlNode> at(YamlNode root, List<String> keys) {
    var node = Optional.of(root);
    for (var key : keys) {
      node =
          node.flatMap(parent ->
              parent instanceof Mapping mapping
                  ? mapping.entry(key).map(Entry::value)
                  : Optional.empty());
    }
    return node;
  }

  private static boolean says(Optional<YamlNode> node, Optional<NewKey> wanted) {
    if (wanted.isEmpty()) {
      return node.isEmpty();
    }
    return node.filter(there ->
            switch (wanted.get()) {
              case NewKey.Leaf leaf ->
                  there instanceof Scalar scalar && scalar.value().equals(leaf.value());
              case NewKey.Word word ->
                  there instanceof Scalar scalar
                      && scalar.style() == YamlNode.Style.PLAIN
                      && scalar.value().equals(word.word());
              case NewKey.Branch branch ->
                  there instanceof Mapping mapping
                      && mapping.entries().size() == branch.children().size()
                      && branch.children().stream()
                          .allMatch(child ->
                              says(
                                  mapping.entry(child.key()).map(Entry::value),
                                  Optional.of(child)));
            })
        .isPresent();
  }

  /// The tree without a key, and without mappings on the way that have nothing else.
  private static YamlNode without(YamlNode node, List<String> keys) {
    if (!(node instanceof Mapping mapping)) {
      return node;
    }
    List<Entry> entries = new ArrayList<>();
    for (var entry : mapping.entries()) {
      if (!entry.isNamed(keys.getFirst())) {
        entries.add(entry);
      } else if (keys.size() > 1) {
        var value = without(entry.value(), keys.subList(1, keys.size()));
        if (!isNothing(value)) {
          entries.add(new Entry(entry.key(), value));
        }
      }
    }
    return new Mapping(mapping.span(), mapping.anchor(), mapping.tag(), entries, mapping.flow());
  }

  private static boolean isNothing(YamlNode node) {
    return switch (node) {
      case Scalar scalar -> scalar.isNull() && scalar.anchor().isEmpty();
      case Mapping mapping -> mapping.entries().isEmpty() && mapping.anchor().isEmpty();
      case Sequence _, YamlNode.Alias _ -> false;
    };
  }
}
