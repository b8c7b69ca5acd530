package belay.migrate.values;

import belay.migrate.model.WholeReference;
import belay.yaml.edit.Edit;
import belay.yaml.edit.EntryStyle;
import belay.yaml.edit.NewKey;
import belay.yaml.tree.Source;
import belay.yaml.tree.YamlNode;
import belay.yaml.tree.YamlNode.Mapping;
import belay.yaml.tree.YamlNode.Scalar;
import belay.yaml.tree.YamlNode.Style;
import java.util.ArrayList;
import java.util.List;

/// Whole references that become mappings of `repository` and `digest`.
///
/// @param switches further keys of the mapping
record Lift(ValuesSource text, List<NewKey> switches) {
  List<Edit> edits(List<String> path) {
    List<Edit> edits = new ArrayList<>();
    for (var found : text.entries(path)) {
      // What an alias stands for is lifted where it is written.
      if (found.entry().value() instanceof Scalar value && isGiven(value)) {
        edits.addAll(
            found.mapping().flow()
                ? flow(value)
                : block(value, found.entry().key().span().end(), indent(found) + step(found)));
      }
    }
    for (var item : text.items(path)) {
      if (item instanceof Scalar value && isGiven(value)) {
        edits.addAll(inList(value));
      }
    }
    return edits;
  }

  private static boolean isGiven(Scalar value) {
    return !value.isNull() && !value.value().isBlank();
  }

  private List<NewKey> keys(Scalar value) {
    var written = WholeReference.of(value.value());
    List<NewKey> keys = new ArrayList<>();
    keys.add(new NewKey.Leaf("repository", written.repository()));
    keys.add(new NewKey.Leaf("digest", written.digest()));
    keys.addAll(switches);
    return keys;
  }

  private static EntryStyle style(Scalar value) {
    var quoting = value.style().quoted() ? value.style() : Style.PLAIN;
    return new EntryStyle(Style.PLAIN, quoting, 0, false);
  }

  private List<Edit> flow(Scalar value) {
    var start = text.checks().contentStart(value);
    return List.of(new Edit(start, value.span().end(), NewKey.braces(keys(value), style(value))));
  }

  private List<Edit> block(Scalar value, int from, String indent) {
    refuseBlocks(value);
    var source = source();
    var start = text.checks().contentStart(value);
    while (start > from && source.isBlank(start - 1)) {
      start--;
    }
    var lines = new StringBuilder();
    for (var key : keys(value)) {
      key.lines(style(value), "  ")
          .forEach(line -> lines.append(source.lineBreak()).append(indent).append(line));
    }
    var end = source.lineEnd(value.span().end());
    return List.of(new Edit(start, value.span().end(), ""), Edit.insert(end, lines.toString()));
  }

  private List<Edit> inList(Scalar value) {
    refuseBlocks(value);
    var source = source();
    var start = text.checks().contentStart(value);
    var line = source.text().substring(source.lineStart(start), start);
    if (!line.strip().equals("-") || start != value.span().start()) {
      return flow(value);
    }
    var lines =
        keys(value).stream().flatMap(key -> key.lines(style(value), "  ").stream()).toList();
    var indent = line.replace('-', ' ');
    var rest = new StringBuilder();
    lines
        .subList(1, lines.size())
        .forEach(one -> rest.append(source.lineBreak()).append(indent).append(one));
    return List.of(
        new Edit(start, value.span().end(), lines.getFirst()),
        Edit.insert(source.lineEnd(value.span().end()), rest.toString()));
  }

  private void refuseBlocks(Scalar value) {
    if (value.style().block() || value.value().indexOf('\n') >= 0) {
      throw source().failure(value, "the image is written on several lines", "write it on one");
    }
  }

  private String indent(ValuesSource.Found found) {
    var source = source();
    var start = found.entry().key().span().start();
    return source.text().substring(source.lineStart(start), start).replace('-', ' ');
  }

  /// How far the file indents what is in a mapping.
  private String step(ValuesSource.Found found) {
    return found.mapping().entries().stream()
        .map(YamlNode.Entry::value)
        .filter(
            value -> value instanceof Mapping child && !child.flow() && !child.entries().isEmpty())
        .map(value -> value.span().column() - found.entry().key().span().column())
        .filter(step -> step > 0)
        .findFirst()
        .map(" "::repeat)
        .orElse("  ");
  }

  private Source source() {
    return text.source();
  }
}
