package belay.yaml;

import belay.failure.Failure;
import belay.failure.Kind;
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
