package belay.yaml.edit;

import belay.failure.Failure;
import belay.failure.Kind;
import belay.yaml.tree.Duplicates;
import belay.yaml.tree.Scalars;
import belay.yaml.tree.Source;
import belay.yaml.tree.TreeBuilder;
import belay.yaml.tree.Trees;
import belay.yaml.tree.YamlNode;
import belay.yaml.tree.YamlNode.Entry;
import belay.yaml.tree.YamlNode.Mapping;
import belay.yaml.tree.YamlNode.Scalar;
import belay.yaml.tree.YamlNode.Sequence;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A YAML file with a list of records (mappings of texts) below one key of its root, to which
/// records are added and from which they are removed while every other byte stays: people comment
/// such files.
public final class RecordFile {
  private static final String STEP = "  ";

  private final Source source;
  private final String key;
  private final Optional<Mapping> root;

  private RecordFile(Source source, String key) {
    this.source = source;
    this.key = key;
    var documents = TreeBuilder.read(source);
    if (documents.size() > 1) {
      throw source.failure(
          documents.get(1).start(), "a second document begins here", "keep only the first");
    }
    this.root = documents.stream().findFirst().flatMap(document -> root(document.root()));
  }

  private Optional<Mapping> root(YamlNode node) {
    return switch (node) {
      case Mapping mapping when !mapping.flow() -> {
        Duplicates.find(mapping)
            .ifPresent(pair -> {
              throw source.failure(
                  pair.second().key(),
                  "the key \"%s\" stands twice".formatted(pair.second().name().orElse("")),
                  "keep one of the two");
            });
        yield Optional.of(mapping);
      }
      case Scalar scalar when scalar.isNull() && scalar.value().isEmpty() -> Optional.empty();
      case YamlNode other ->
          throw source.failure(
              other,
              "the file is %s, not a mapping of lines".formatted(other.kind()),
              "write %s: and the list below it".formatted(key));
    };
  }

  /// Reads a file.
  ///
  /// @param name the file's path, for messages
  /// @param key where the list stands
  /// @throws Failure (usage) where it is not such a file
  public static RecordFile parse(String name, byte[] bytes, String key) {
    var file = new RecordFile(Source.decode(name, bytes, Kind.USAGE), key);
    file.requireList();
    file.records();
    return file;
  }

  /// A misspelt key must not pass for an empty list.
  private void requireList() {
    var others = others();
    if (entry().isEmpty() && !others.isEmpty()) {
      throw source.failure(
          others.getFirst().key(),
          "there is no %s in this file, but %s"
              .formatted(key, others.getFirst().name().orElse("something else")),
          "write the list below %s:".formatted(key));
    }
  }

  /// The records, each with its place in the file.
  ///
  /// @param node where it stands
  /// @param fields its keys with their texts
  public record Item(YamlNode node, Map<String, String> fields) {}

  /// All records in their order.
  public List<Item> records() {
    return items().stream().map(this::record).toList();
  }

  /// A usage failure that begins with a record's place.
  public Failure failure(Item item, String what, String help) {
    return source.failure(item.node, what, help);
  }

  /// The file's content.
  public byte[] bytes() {
    return source.encode();
  }

  private Optional<Entry> entry() {
    return root.flatMap(mapping -> mapping.entry(key));
  }

  private List<YamlNode> items() {
    return entry()
        .map(found ->
            switch (found.value()) {
              case Sequence list -> list.items();
              case Scalar scalar when scalar.isNull() -> List.<YamlNode>of();
              case YamlNode other ->
                  throw source.failure(
                      other, "%s is %s, not a list".formatted(key, other.kind()), "write a list");
            })
        .orElse(List.of());
  }

  private Item record(YamlNode node) {
    if (!(node instanceof Mapping mapping)) {
      throw source.failure(
          node, "this is %s, not a mapping".formatted(node.kind()), "write keys with values");
    }
    Map<String, String> fields = new java.util.LinkedHashMap<>();
    for (var field : mapping.entries()) {
      if (!(field.value().resolved() instanceof Scalar scalar)) {
        throw source.failure(
            field.value(),
            "this is %s, not a text".formatted(field.value().kind()),
            "write a text");
      }
      if (fields.put(field.name().orElse(""), scalar.isNull() ? "" : scalar.value()) != null) {
        throw source.failure(field.key(), "this key stands twice", "keep one of the two");
      }
    }
    return new Item(node, fields);
  }

  /// This file with one more record at the end of the list.
  public RecordFile add(Map<String, String> fields) {
    var edited = with(addition(fields));
    List<Map<String, String>> wanted = new ArrayList<>(texts());
    wanted.add(fields);
    return edited.proven(this, wanted);
  }

  /// This file without the records at these positions.
  public RecordFile remove(List<Integer> positions) {
    var edits = positions.stream().map(this::removal).toList();
    List<Map<String, String>> wanted = new ArrayList<>();
    for (var i = 0; i < texts().size(); i++) {
      if (!positions.contains(i)) {
        wanted.add(texts().get(i));
      }
    }
    return with(edits).proven(this, wanted);
  }

  private RecordFile with(List<Edit> edits) {
    return new RecordFile(source.with(Edit.apply(source.text(), edits)), key);
  }

  private List<Map<String, String>> texts() {
    return records().stream().map(Item::fields).toList();
  }

  /// The new file must say what the old one says but for the list, and that must be as wanted.
  private RecordFile proven(RecordFile before, List<Map<String, String>> wanted) {
    if (!texts().equals(wanted) || !Trees.equal(before.others(), others())) {
      throw new Failure(
          Kind.REFUSED,
          "%s cannot be edited without changing other parts of the file".formatted(source.name()),
          "write %s: as a list with one key a line".formatted(key));
    }
    return this;
  }

  private List<Entry> others() {
    return root.map(
            mapping -> mapping.entries().stream().filter(entry -> !entry.isNamed(key)).toList())
        .orElse(List.of());
  }

  private List<Edit> addition(Map<String, String> fields) {
    var found = entry();
    if (found.isEmpty()) {
      return List.of(
          line(source.text().length(), key + ":" + source.lineBreak() + lines(STEP, fields)));
    }
    return switch (found.get().value()) {
      case Sequence list when !list.items().isEmpty() && !list.flow() -> {
        var last = list.items().getLast();
        yield List.of(line(past(last.span().end()), lines(indent(last), fields)));
      }
      case Sequence list when !list.items().isEmpty() ->
          throw source.failure(
              list, "this list is written in brackets", "write one item a line, after a dash");
      case YamlNode empty -> {
        var colon = found.get().key().span().end() + 1;
        yield List.of(
            Edit.delete(colon, Math.max(colon, empty.span().end())),
            line(past(Math.max(colon, empty.span().end())), lines(STEP, fields)));
      }
    };
  }

  private int past(int offset) {
    return source.pastBreak(source.lineEnd(offset));
  }

  /// Whole lines at an offset where a line begins, or the file ends.
  private Edit line(int at, String lines) {
    var unfinished = at > 0 && !source.isBreak(at - 1);
    return unfinished
        ? Edit.insert(
            at, source.lineBreak() + lines.substring(0, lines.length() - lineBreakLength()))
        : Edit.insert(at, lines);
  }

  private int lineBreakLength() {
    return source.lineBreak().length();
  }

  private String lines(String indent, Map<String, String> fields) {
    var text = new StringBuilder();
    var lead = indent + "- ";
    for (var field : fields.entrySet()) {
      text.append(lead).append(field.getKey()).append(": ");
      text.append(Scalars.write(field.getValue(), YamlNode.Style.PLAIN));
      text.append(source.lineBreak());
      lead = indent + STEP;
    }
    return text.toString();
  }

  /// The offset of an item's dash, which may stand on a line of its own.
  private int dash(YamlNode item) {
    var at = source.text().lastIndexOf('-', item.span().start() - 1);
    if (at < 0 || !source.startsLine(at)) {
      throw source.failure(item, "this item shares its line with others", "write one item a line");
    }
    return at;
  }

  private String indent(YamlNode item) {
    return source.indent(dash(item));
  }

  private Edit removal(int position) {
    var item = items().get(position);
    return Edit.delete(source.lineStart(dash(item)), past(item.span().end()));
  }
}
