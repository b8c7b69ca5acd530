package belay.yaml.edit;

import belay.yaml.tree.Source;
import belay.yaml.tree.YamlNode.Entry;
import belay.yaml.tree.YamlNode.Mapping;
import java.util.ArrayList;
import java.util.List;

/// A mapping in braces, on one line or on several.
public record FlowMap(EditChecks checks, Mapping mapping) implements MapWriter {
  @Override
  public List<Edit> first(Entry owner, List<NewKey> additions, EntryStyle entryStyle) {
    var open = checks.contentStart(mapping) + 1;
    if (mapping.entries().isEmpty()) {
      var space = source().text().charAt(open) == ' ' ? " " : "";
      return List.of(Edit.insert(open, space + entryStyle.entries(additions)));
    }
    var start = mapping.entries().getFirst().key().span().start();
    if (!source().startsLine(start) || !source().endsLine(open)) {
      return List.of(Edit.insert(start, entryStyle.entries(additions) + entryStyle.comma()));
    }
    return List.of(Edit.insert(source().lineEnd(open), lines(start, additions, entryStyle, true)));
  }

  @Override
  public List<Edit> after(Entry sibling, List<NewKey> additions, EntryStyle entryStyle) {
    var end = sibling.end();
    var comma = comma(sibling);
    if (!source().startsLine(sibling.key().span().start())
        || !source().endsLine(comma < 0 ? end : comma + 1)) {
      return List.of(Edit.insert(end, entryStyle.comma() + entryStyle.entries(additions)));
    }
    var start = sibling.key().span().start();
    if (comma < 0) {
      return List.of(
          Edit.insert(end, ","),
          Edit.insert(source().lineEnd(end), lines(start, additions, entryStyle, false)));
    }
    return List.of(Edit.insert(source().lineEnd(comma), lines(start, additions, entryStyle, true)));
  }

  /// New lines that begin like the one of `model`; the last ends in a comma where others follow.
  private String lines(int model, List<NewKey> additions, EntryStyle entryStyle, boolean followed) {
    var begin = source().lineBreak() + source().indent(model);
    var entries = additions.stream().map(addition -> addition.flow(entryStyle)).toList();
    return begin + String.join("," + begin, entries) + (followed ? "," : "");
  }

  @Override
  public List<Edit> fill(Entry vacant, List<NewKey> additions, EntryStyle entryStyle) {
    var value = vacant.value();
    var start = checks.contentStart(value);
    var end = value.span().end();
    var space = start == end ? " " : "";
    return List.of(new Edit(start, end, space + NewKey.braces(additions, entryStyle)));
  }

  /// Puts entries where another stands, with the comment behind it on its line.
  public List<Edit> replace(Entry old, List<NewKey> additions, EntryStyle entryStyle) {
    var start = old.key().span().start();
    var end = endWithComma(old);
    List<Edit> edits = new ArrayList<>();
    edits.add(new Edit(start, old.end(), entryStyle.entries(additions)));
    if (isCommented(end)) {
      edits.add(Edit.delete(end, source().lineEnd(end)));
    }
    return edits;
  }

  @Override
  public List<Edit> remove(Entry entry) {
    var start = entry.key().span().start();
    var end = endWithComma(entry);
    var index = mapping.entries().indexOf(entry);
    List<Edit> edits = new ArrayList<>();
    if (end == entry.end()) {
      // No comma directly behind: the one before the entry goes, or it is one at a line's begin.
      var comma = comma(index > 0 ? mapping.entries().get(index - 1) : entry);
      if (index > 0 && source().startsLine(comma) && source().endsLine(end)) {
        return List.of(line(comma, end));
      }
      if (comma >= 0) {
        edits.add(Edit.delete(comma, comma + 1));
      }
    }
    var alone = source().startsLine(start) && source().endsLine(end);
    edits.add(alone ? line(start, end) : inline(start, end));
    return edits;
  }

  private Edit line(int start, int end) {
    return Edit.delete(source().lineStart(start), source().pastBreak(source().lineEnd(end)));
  }

  /// From the blanks before the entry (and behind the comma before it) to its end, with the comment
  /// behind it.
  private Edit inline(int start, int end) {
    var from = start;
    while (source().isBlank(from - 1)) {
      from--;
    }
    var first = source().text().charAt(from - 1) == '{' || source().isBreak(from - 1);
    if (isCommented(end)) {
      return Edit.delete(first ? start : from, source().lineEnd(end));
    }
    return first ? Edit.delete(start, source().skipBlanks(end)) : Edit.delete(from, end);
  }

  private boolean isCommented(int end) {
    var next = source().skipBlanks(end);
    return next < source().text().length() && source().text().charAt(next) == '#';
  }

  /// Behind the comma that follows an entry on its line; the entry's end where none does.
  private int endWithComma(Entry entry) {
    var comma = comma(entry);
    return comma >= 0 && source().skipBlanks(entry.end()) == comma ? comma + 1 : entry.end();
  }

  /// The comma behind an entry; -1 where the mapping ends instead.
  private int comma(Entry entry) {
    var at = checks.skipSpace(entry.end(), mapping.span().end());
    return source().text().charAt(at) == ',' ? at : -1;
  }

  private Source source() {
    return checks.source();
  }
}
