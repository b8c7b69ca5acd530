package belay.yaml.edit;

import belay.yaml.tree.Source;
import belay.yaml.tree.YamlNode;
import belay.yaml.tree.YamlNode.Entry;
import belay.yaml.tree.YamlNode.Mapping;
import belay.yaml.tree.YamlNode.Scalar;
import belay.yaml.tree.YamlNode.Sequence;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A mapping with a line for each key.
record BlockMap(EditChecks checks, Mapping mapping) implements MapWriter {
  @Override
  public List<Edit> first(Entry owner, List<NewKey> additions, EntryStyle entryStyle) {
    // Behind the owner's line, not before the first entry: comments between are about that entry.
    var head =
        mapping.anchor().isEmpty() && mapping.tag().isEmpty()
            ? owner.key().span().end()
            : checks.propertiesEnd(mapping);
    return List.of(insert(source().lineEnd(head), indent(), additions, entryStyle));
  }

  @Override
  public List<Edit> after(Entry sibling, List<NewKey> additions, EntryStyle entryStyle) {
    if (endsUnterminated(sibling)) {
      throw source()
          .failure(
              sibling.key(),
              "the file ends in a block of text without a line break, which an edit would add to"
                  + " it",
              "end the file with a line break");
    }
    var end = source().lineEnd(sibling.end());
    return List.of(insert(pastComments(end), indent(), additions, entryStyle));
  }

  @Override
  public List<Edit> fill(Entry vacant, List<NewKey> additions, EntryStyle entryStyle) {
    var value = vacant.value();
    var end = value.span().end();
    List<Edit> edits = new ArrayList<>();
    if (end > checks.contentStart(value)) {
      var start = checks.contentStart(value);
      while (start > 0 && source().isBlank(start - 1)) {
        start--;
      }
      edits.add(Edit.delete(start, end));
    }
    edits.add(insert(source().lineEnd(end), indent() + step(), additions, entryStyle.unaligned()));
    return edits;
  }

  @Override
  public List<Edit> remove(Entry entry) {
    var start = source().lineStart(entry.key().span().start());
    var before = source().text().substring(start, entry.key().span().start()).strip();
    if (before.equals("-") && mapping.entries().size() > 1) {
      return List.of(Edit.delete(entry.key().span().start(), nextStart(entry)));
    }
    if (!before.isEmpty() && !before.equals("?")) {
      throw source()
          .failure(
              entry.key(),
              "\"%s\" shares its line with something else".formatted(entry.name().orElse("")),
              "write it on a line of its own");
    }
    var lineEnd = source().lineEnd(entry.end());
    var end = source().pastBreak(lineEnd);
    var belowBlock = endsInBlock(predecessor(entry));
    if (belowBlock) {
      checkNoCommentJoins(end);
    }
    if (end > lineEnd || start == 0 || belowBlock) {
      return List.of(Edit.delete(start, end));
    }
    // The last line of a file without a final line break: such a file it stays.
    return List.of(Edit.delete(source().beforeBreak(start), end));
  }

  /// Where the entry behind the first of an item begins, which then stands behind the dash.
  private int nextStart(Entry first) {
    var next = mapping.entries().get(1).key().span().start();
    if (mapping.entries().indexOf(first) > 0 || source().lineStart(next) != pastLine(first)) {
      throw source()
          .failure(
              first.key(),
              "\"%s\" shares its line with something else".formatted(first.name().orElse("")),
              "write it on a line of its own");
    }
    return next;
  }

  private int pastLine(Entry entry) {
    return source().pastBreak(source().lineEnd(entry.end()));
  }

  /// Refuses when a comment behind would come to stand below a block of text, deep enough to belong
  /// to it.
  private void checkNoCommentJoins(int end) {
    var at = end;
    while (at < source().text().length() && source().endsLine(at)) {
      var content = source().skipBlanks(at);
      if (content < source().lineEnd(at)) {
        if (content - at > indent().length()) {
          throw source()
              .failure(
                  content,
                  "this comment would become part of the block of text above it",
                  "indent the comment like the keys around it");
        }
        return;
      }
      var next = source().pastBreak(source().lineEnd(at));
      if (next == at) {
        return;
      }
      at = next;
    }
  }

  private Optional<Entry> predecessor(Entry entry) {
    var index = mapping.entries().indexOf(entry);
    return index > 0 ? Optional.of(mapping.entries().get(index - 1)) : Optional.empty();
  }

  private static boolean endsInBlock(Optional<Entry> entry) {
    return entry.filter(e -> endsInBlock(e.value())).isPresent();
  }

  private static boolean endsInBlock(YamlNode node) {
    return switch (node) {
      case Scalar scalar -> scalar.style().block();
      case Mapping map -> !map.flow() && endsInBlock(Optional.of(map.entries().getLast()));
      case Sequence list -> !list.flow() && endsInBlock(list.items().getLast());
      case YamlNode.Alias _ -> false;
    };
  }

  /// YAML parsers disagree on whether such a block ends in a line break: adding one could change
  /// it.
  private boolean endsUnterminated(Entry entry) {
    return endsInBlock(entry.value()) && source().lineEnd(entry.end()) == source().text().length();
  }

  /// Over comments that are indented deeper than this mapping: they are about what stands above
  /// them.
  private int pastComments(int lineEnd) {
    var depth = indent().length();
    var end = lineEnd;
    var at = lineEnd;
    while (at < source().text().length()) {
      var start = source().pastBreak(at);
      var content = source().skipBlanks(start);
      at = source().lineEnd(start);
      if (content < at) {
        if (source().text().charAt(content) != '#' || content - start <= depth) {
          break;
        }
        end = at;
      }
    }
    return end;
  }

  private Edit insert(int lineEnd, String indent, List<NewKey> additions, EntryStyle entryStyle) {
    var text = new StringBuilder();
    for (var addition : additions) {
      for (var line : addition.lines(entryStyle, step())) {
        text.append(source().lineBreak()).append(indent).append(line);
      }
    }
    return Edit.insert(lineEnd, text.toString());
  }

  private String indent() {
    var start = mapping.entries().getFirst().key().span().start();
    var line = source().text().substring(source().lineStart(start), start);
    // An item of a list begins behind its dash.
    return line.strip().startsWith("-") ? line.replace('-', ' ') : source().indent(start);
  }

  private String step() {
    return Indentation.step(mapping, checks.document().root());
  }

  private Source source() {
    return checks.source();
  }
}
