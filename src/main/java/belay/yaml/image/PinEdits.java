package belay.yaml.image;

import belay.yaml.edit.Edit;
import belay.yaml.edit.EditChecks;
import belay.yaml.edit.EntryStyle;
import belay.yaml.edit.MapLocation;
import belay.yaml.edit.MapWriter;
import belay.yaml.edit.NewKey;
import belay.yaml.tree.Source;
import belay.yaml.tree.YamlDocument;
import belay.yaml.tree.YamlNode.Entry;
import belay.yaml.tree.YamlNode.Mapping;
import java.util.List;

/// Plans the edits that set repository and digest and remove the tag.
final class PinEdits {
  private final Source source;
  private final DesiredImage pin;
  private final String repositoryKey;

  private PinEdits(Source source, List<YamlDocument> documents, DesiredImage pin) {
    this.source = source;
    this.pin = pin;
    this.repositoryKey = RepositoryKey.of(documents, pin.keys());
  }

  static List<Edit> plan(Source source, List<YamlDocument> documents, DesiredImage pin) {
    var site = MapLocation.find(source, documents, pin.path());
    return new PinEdits(source, documents, pin).edits(site);
  }

  private List<Edit> edits(MapLocation site) {
    return switch (site) {
      case MapLocation.Nothing() -> List.of(atEnd());
      case MapLocation.EmptyDocument(var document) -> List.of(inEmpty(document));
      case MapLocation.Lacking(var checks, var parent, var keys) -> lacking(checks, parent, keys);
      case MapLocation.Vacant(var checks, var parent, var entry, var keys) -> {
        var additions = NewKey.nested(keys, pin.entries(repositoryKey));
        yield MapWriter.of(checks, parent)
            .fill(entry, additions, EntryStyle.around(source, parent));
      }
      case MapLocation.Found(var checks, var image, var owner) ->
          new ImageEdits(checks, image, owner, pin, repositoryKey).plan();
    };
  }

  private Edit atEnd() {
    var text = source.text();
    var unfinished = !text.isEmpty() && !source.isBreak(text.length() - 1);
    var lines = String.join(source.lineBreak(), newLines());
    return Edit.insert(
        text.length(), unfinished ? source.lineBreak() + lines : lines + source.lineBreak());
  }

  private Edit inEmpty(YamlDocument document) {
    var at = source.lineEnd(document.start());
    var begin = source.lineBreak();
    return Edit.insert(at, begin + String.join(begin, newLines()));
  }

  private List<String> newLines() {
    return NewKey.nested(pin.path().keys(), pin.entries(repositoryKey)).stream()
        .flatMap(addition -> addition.lines(EntryStyle.PLAIN, "  ").stream())
        .toList();
  }

  private List<Edit> lacking(EditChecks checks, Mapping parent, List<String> keys) {
    var additions = NewKey.nested(keys, pin.entries(repositoryKey));
    var writer = MapWriter.of(checks, parent);
    var entryStyle = EntryStyle.around(source, parent);
    if (parent.entries().isEmpty()) {
      return writer.first(new Entry(parent, parent), additions, entryStyle);
    }
    return writer.after(parent.entries().getLast(), additions, entryStyle);
  }
}
