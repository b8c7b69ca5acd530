package belay.yaml;

import belay.yaml.YamlNode.Entry;
import belay.yaml.YamlNode.Mapping;
import belay.yaml.YamlNode.Scalar;
import java.util.List;
import java.util.Optional;

/// Where the image map stands in a file, or where it would.
sealed interface Site {
  /// The file has no document at all.
  record Nothing() implements Site {}

  /// The document holds nothing.
  record EmptyDocument(Document document) implements Site {}

  /// The image map, which is the value of `owner`, or an item of a list.
  record Found(Guard guard, Mapping image, Optional<Entry> owner) implements Site {}

  /// A mapping that lacks the first of the keys that lead on to the image.
  record Lacking(Guard guard, Mapping parent, List<String> keys) implements Site {}

  /// An entry without value; `keys` lead on from it, and may be none.
  record Vacant(Guard guard, Mapping parent, Entry entry, List<String> keys) implements Site {}

  /// Finds it in the one document that has it, else in the first.
  static Site find(Source source, List<Document> documents, KeyPath path) {
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
    var guard = new Guard(source, holders.isEmpty() ? documents.getFirst() : holders.getFirst());
    return switch (guard.document().root()) {
      case Mapping root -> new Descent(guard, path).from(root);
      case Scalar root when root.isNull() && root.value().isEmpty() && root.anchor().isEmpty() -> {
        path.keys();
        yield new EmptyDocument(guard.document());
      }
      case YamlNode root -> throw guard.notMapping("the document", root);
    };
  }
}
