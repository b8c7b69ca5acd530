package belay.yaml;

import belay.failure.Kind;
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
    var leaf = List.<Addition>of(new Addition.Leaf(keys.getLast(), text));
    var above = keys.subList(0, keys.size() - 1);
    var edits =
        switch (Site.find(source, TreeBuilder.read(source), KeyPath.of(above))) {
          case Site.Nothing(), Site.EmptyDocument(_) -> atEnd(source, Addition.nested(above, leaf));
          case Site.Lacking(var guard, var parent, var missing) ->
              into(source, guard, parent, Addition.nested(missing, leaf));
          case Site.Vacant(var guard, var parent, var entry, var missing) ->
              MapWriter.of(guard, parent)
                  .fill(entry, Addition.nested(missing, leaf), Look.around(source, parent));
          case Site.Found(var guard, var parent, _) -> into(source, guard, parent, leaf);
        };
    return source.with(Edit.apply(source.text(), edits)).encode();
  }

  private static List<Edit> into(
      Source source, Guard guard, YamlNode.Mapping parent, List<Addition> additions) {
    var writer = MapWriter.of(guard, parent);
    var look = Look.around(source, parent);
    return parent.entries().isEmpty()
        ? writer.first(new YamlNode.Entry(parent, parent), additions, look)
        : writer.after(parent.entries().getLast(), additions, look);
  }

  private static List<Edit> atEnd(Source source, List<Addition> additions) {
    var lines = additions.stream().flatMap(a -> a.lines(Look.PLAIN, "  ").stream()).toList();
    var begun = !source.text().isEmpty() && !source.isBreak(source.text().length() - 1);
    return List.of(
        Edit.insert(
            source.text().length(),
            (begun ? source.lineBreak() : "")
                + String.join(source.lineBreak(), lines)
                + source.lineBreak()));
  }
}
