package belay.yaml;

import belay.yaml.YamlNode.Alias;
import belay.yaml.YamlNode.Entry;
import belay.yaml.YamlNode.Mapping;
import belay.yaml.YamlNode.Scalar;
import belay.yaml.YamlNode.Sequence;
import java.util.List;

/// Where the image map stands in a file, or where it would.
sealed interface Site {
  /// The file has no document at all.
  record Nothing() implements Site {}

  /// The document holds nothing.
  record EmptyDocument(Document document) implements Site {}

  /// The image map, which is the value of `owner`.
  record Found(Guard guard, Mapping image, Entry owner) implements Site {}

  /// A mapping that lacks the first of the keys that lead on to the image.
  record Lacking(Guard guard, Mapping parent, List<String> keys) implements Site {}

  /// An entry without value; `keys` lead on from it, and may be none.
  record Vacant(Guard guard, Mapping parent, Entry entry, List<String> keys) implements Site {}

  /// Finds it in the one document that has it, else in the first.
  static Site find(Source source, List<Document> documents, KeyPath path) {
    if (documents.isEmpty()) {
      return new Nothing();
    }
    var holders =
        documents.stream()
            .filter(document -> Lookup.find(document.root(), path.keys()).isPresent())
            .toList();
    if (holders.size() > 1) {
      var nodes =
          holders.stream().map(d -> Lookup.find(d.root(), path.keys()).orElseThrow()).toList();
      throw source.failure(
          nodes.get(1),
          "%s stands in several documents of this file, in lines %d and %d"
              .formatted(path, nodes.get(0).span().line(), nodes.get(1).span().line()),
          "keep it in one of them, or split the file");
    }
    var guard = new Guard(source, holders.isEmpty() ? documents.getFirst() : holders.getFirst());
    return switch (guard.document().root()) {
      case Mapping root -> descend(guard, root, path.keys(), 0);
      case Scalar root when root.isNull() && root.value().isEmpty() && root.anchor().isEmpty() ->
          new EmptyDocument(guard.document());
      case YamlNode root -> throw guard.notMapping("the document", root);
    };
  }

  private static Site descend(Guard guard, Mapping mapping, List<String> keys, int depth) {
    var here = depth == 0 ? "the document" : String.join(".", keys.subList(0, depth));
    guard.mapping(here, mapping);
    var key = keys.get(depth);
    var entry = mapping.entry(key);
    if (entry.isEmpty()) {
      guard.notMerged(here, mapping, key);
      return new Lacking(guard, mapping, keys.subList(depth, keys.size()));
    }
    var path = String.join(".", keys.subList(0, depth + 1));
    return switch (entry.get().value()) {
      case Mapping value when depth + 1 < keys.size() -> descend(guard, value, keys, depth + 1);
      case Mapping value -> {
        guard.mapping(path, value);
        yield new Found(guard, value, entry.get());
      }
      case Scalar value when value.isNull() -> {
        guard.notShared(path, value);
        yield new Vacant(guard, mapping, entry.get(), keys.subList(depth + 1, keys.size()));
      }
      case Alias alias -> throw guard.alias(path, alias);
      case Scalar value -> throw guard.notMapping(path, value);
      case Sequence value -> throw guard.notMapping(path, value);
    };
  }
}
