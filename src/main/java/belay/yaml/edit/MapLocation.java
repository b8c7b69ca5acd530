package belay.yaml.edit;

import belay.yaml.tree.KeyPath;
import belay.yaml.tree.Lookup;
import belay.yaml.tree.Source;
import belay.yaml.tree.YamlDocument;
import belay.yaml.tree.YamlNode;
import belay.yaml.tree.YamlNode.Entry;
import belay.yaml.tree.YamlNode.Mapping;
import belay.yaml.tree.YamlNode.Scalar;
import java.util.List;
import java.util.Optional;

/// Where the image map stands in a file, or where it would.
public sealed interface MapLocation {
  /// The file has no document at all.
  record Nothing() implements MapLocation {}

  /// The document holds nothing.
  record EmptyDocument(YamlDocument document) implements MapLocation {}

  /// The image map, which is the value of `owner`, or an item of a list.
  record Found(EditChecks checks, Mapping image, Optional<Entry> owner) implements MapLocation {}

  /// A mapping that lacks the first of the keys that lead on to the image.
  record Lacking(EditChecks checks, Mapping parent, List<String> keys) implements MapLocation {}

  /// An entry without value; `keys` lead on from it, and may be none.
  record Vacant(EditChecks checks, Mapping parent, Entry entry, List<String> keys)
      implements MapLocation {}

  /// Finds it in the one document that has it, else in the first.
  static MapLocation find(Source source, List<YamlDocument> documents, KeyPath path) {
    if (documents.isEmpty()) {
      path.keys();
      return new Nothing();
    }
    var holders =
        documents.stream()
            .filter(document -> Lookup.find(document.root(), path.steps()).isPresent())
            .toList();
    if (holders.size() > 1) {
      var nodes =
          holders.stream().map(d -> Lookup.find(d.root(), path.steps()).orElseThrow()).toList();
      throw source.failure(
          nodes.get(1),
          "%s stands in several documents of this file, in lines %d and %d"
              .formatted(path, nodes.get(0).span().line(), nodes.get(1).span().line()),
          "keep it in one of them, or split the file");
    }
    var checks =
        new EditChecks(source, holders.isEmpty() ? documents.getFirst() : holders.getFirst());
    return switch (checks.document().root()) {
      case Mapping root -> new Descent(checks, path).from(root);
      case Scalar root when root.isNull() && root.value().isEmpty() && root.anchor().isEmpty() -> {
        path.keys();
        yield new EmptyDocument(checks.document());
      }
      case YamlNode root -> throw checks.notMapping("the document", root);
    };
  }
}
