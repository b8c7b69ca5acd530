package belay.yaml;

import belay.yaml.YamlNode.Entry;
import belay.yaml.YamlNode.Mapping;
import java.util.List;

/// Plans the edits that set repository and digest and remove the tag.
final class Pinning {
  private final Source source;
  private final Pin pin;
  private final String repositoryKey;

  private Pinning(Source source, List<Document> documents, Pin pin) {
    this.source = source;
    this.pin = pin;
    this.repositoryKey = Habit.of(documents, pin.keys());
  }

  static List<Edit> plan(Source source, List<Document> documents, Pin pin) {
    var site = Site.find(source, documents, pin.path());
    return new Pinning(source, documents, pin).edits(site);
  }

  private List<Edit> edits(Site site) {
    return switch (site) {
      case Site.Nothing() -> List.of(atEnd());
      case Site.EmptyDocument(var document) -> List.of(inEmpty(document));
      case Site.Lacking(var guard, var parent, var keys) -> lacking(guard, parent, keys);
      case Site.Vacant(var guard, var parent, var entry, var keys) -> {
        var additions = Addition.nested(keys, pin.entries(repositoryKey));
        yield MapWriter.of(guard, parent).fill(entry, additions, Look.around(source, parent));
      }
      case Site.Found(var guard, var image, var owner) ->
          new ImageEdits(guard, image, owner, pin, repositoryKey).plan();
    };
  }

  private Edit atEnd() {
    var text = source.text();
    var unfinished = !text.isEmpty() && !source.isBreak(text.length() - 1);
    var lines = String.join(source.lineBreak(), newLines());
    return Edit.insert(
        text.length(), unfinished ? source.lineBreak() + lines : lines + source.lineBreak());
  }

  private Edit inEmpty(Document document) {
    var at = source.lineEnd(document.start());
    var begin = source.lineBreak();
    return Edit.insert(at, begin + String.join(begin, newLines()));
  }

  private List<String> newLines() {
    return Addition.nested(pin.path().keys(), pin.entries(repositoryKey)).stream()
        .flatMap(addition -> addition.lines(Look.PLAIN, "  ").stream())
        .toList();
  }

  private List<Edit> lacking(Guard guard, Mapping parent, List<String> keys) {
    var additions = Addition.nested(keys, pin.entries(repositoryKey));
    var writer = MapWriter.of(guard, parent);
    var look = Look.around(source, parent);
    if (parent.entries().isEmpty()) {
      return writer.first(new Entry(parent, parent), additions, look);
    }
    return writer.after(parent.entries().getLast(), additions, look);
  }
}
