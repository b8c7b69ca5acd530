package belay.yaml.edit;

import belay.failure.Kind;
import belay.yaml.tree.KeyPath;
import belay.yaml.tree.Source;
import belay.yaml.tree.TreeBuilder;
import belay.yaml.tree.YamlNode;
import java.util.List;

/// Adds one text to a YAML file that somebody wrote, below keys of which some may be missing; every
/// other byte stays.
public final class Insertion {
  private Insertion() {}

  /// The file with the text.
  ///
  /// @param name the file's path, for messages
  /// @param keys the way to it, which ends in a key that is not there
  /// @throws belay.failure.Failure (refused) where the file cannot be added to
  public static byte[] put(String name, byte[] bytes, List<String> keys, String text) {
    var source = Source.decode(name, bytes, Kind.REFUSED);
    var leaf = List.<NewKey>of(new NewKey.Leaf(keys.getLast(), text));
    var above = keys.subList(0, keys.size() - 1);
    var edits =
        switch (MapLocation.find(source, TreeBuilder.read(source), KeyPath.of(above))) {
          case MapLocation.Nothing(), MapLocation.EmptyDocument(_) ->
              atEnd(source, NewKey.nested(above, leaf));
          case MapLocation.Lacking(var checks, var parent, var missing) ->
              into(source, checks, parent, NewKey.nested(missing, leaf));
          case MapLocation.Vacant(var checks, var parent, var entry, var missing) ->
              MapWriter.of(checks, parent)
                  .fill(entry, NewKey.nested(missing, leaf), EntryStyle.around(source, parent));
          case MapLocation.Found(var checks, var parent, _) -> into(source, checks, parent, leaf);
        };
    return source.with(Edit.apply(source.text(), edits)).encode();
  }

  private static List<Edit> into(
      Source source, EditChecks checks, YamlNode.Mapping parent, List<NewKey> additions) {
    var writer = MapWriter.of(checks, parent);
    var entryStyle = EntryStyle.around(source, parent);
    return parent.entries().isEmpty()
        ? writer.first(new YamlNode.Entry(parent, parent), additions, entryStyle)
        : writer.after(parent.entries().getLast(), additions, entryStyle);
  }

  private static List<Edit> atEnd(Source source, List<NewKey> additions) {
    var lines = additions.stream().flatMap(a -> a.lines(EntryStyle.PLAIN, "  ").stream()).toList();
    var begun = !source.text().isEmpty() && !source.isBreak(source.text().length() - 1);
    return List.of(
        Edit.insert(
            source.text().length(),
            (begun ? source.lineBreak() : "")
                + String.join(source.lineBreak(), lines)
                + source.lineBreak()));
  }
}
