package belay.yaml.tree;

import belay.failure.Failure;
import belay.failure.Kind;
import java.util.List;
import java.util.Optional;

/// One YAML document to be read, with the place of every node, for configuration files.
///
/// @param name the file's name for messages
/// @param root what the document holds; null as a scalar where the file is empty
public record YamlTree(String name, YamlNode root) {
  /// Reads the only document of a file.
  ///
  /// @throws Failure (usage) where the file is not YAML or has several documents
  public static YamlTree parse(String name, byte[] bytes) {
    var source = Source.decode(name, bytes, Kind.USAGE);
    var documents = TreeBuilder.read(source);
    if (documents.size() > 1) {
      throw source.failure(
          documents.get(1).start(), "a second document begins here", "keep only the first");
    }
    return documents.isEmpty() ? empty(name) : new YamlTree(name, documents.getFirst().root());
  }

  /// Reads every document of a file.
  ///
  /// @throws Failure (usage) where the file is not YAML
  public static List<YamlTree> parseAll(String name, byte[] bytes) {
    return TreeBuilder.read(Source.decode(name, bytes, Kind.USAGE)).stream()
        .map(document -> new YamlTree(name, document.root()))
        .toList();
  }

  /// The node under these keys, a number for an item of a list; empty where there is none.
  public Optional<YamlNode> at(String... keys) {
    var node = Optional.of(root);
    for (var key : keys) {
      node = node.flatMap(parent -> child(parent.resolved(), key));
    }
    return node.map(YamlNode::resolved);
  }

  /// The text under these keys; empty where there is none, or something else than a text.
  public Optional<String> text(String... keys) {
    return at(keys)
        .flatMap(node ->
            node instanceof YamlNode.Scalar scalar && !scalar.isNull()
                ? Optional.of(scalar.value())
                : Optional.empty());
  }

  private static Optional<YamlNode> child(YamlNode parent, String key) {
    return switch (parent) {
      case YamlNode.Mapping mapping -> mapping.entry(key).map(YamlNode.Entry::value);
      case YamlNode.Sequence list when key.matches("[0-9]{1,4}") ->
          list.items().stream().skip(Integer.parseInt(key)).findFirst();
      case YamlNode _ -> Optional.empty();
    };
  }

  /// What an empty file says.
  public static YamlTree empty(String name) {
    return new YamlTree(
        name, new YamlNode.Scalar(new Span(0, 0, 1, 1), "", "", "", YamlNode.Style.PLAIN));
  }

  /// `file:line:column` of a node.
  public String place(YamlNode node) {
    return "%s:%d:%d".formatted(name, node.span().line(), node.span().column());
  }

  /// A usage failure that begins with the node's place.
  public Failure failure(YamlNode node, String what, String help) {
    return new Failure(Kind.USAGE, place(node) + ": " + what, help);
  }

  /// The second of two entries of the same key in a mapping, if there is one.
  public static Optional<YamlNode.Entry> duplicate(YamlNode.Mapping mapping) {
    return Duplicates.find(mapping).map(Duplicates.Pair::second);
  }
}
