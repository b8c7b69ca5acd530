package belay.migrate.values;

import belay.migrate.model.DigestHelper;
import belay.migrate.values.ValuesSource.Found;
import belay.yaml.edit.Edit;
import belay.yaml.tree.Source;
import belay.yaml.tree.YamlNode.Entry;
import belay.yaml.tree.YamlNode.Mapping;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// The comment that a key has for itself: the lines directly above it.
///
/// @param start where it begins; the start of the key's line where there is none
/// @param end the start of the key's line
/// @param helmDocs whether it is one that helm-docs reads
record DocComment(int start, int end, boolean helmDocs) {
  private static final Pattern ABOUT_TAG =
      Pattern.compile(
          "(?i)\\btags?\\b|\\bversions?\\b|\\brenovate\\b|# ?--|@param|@default|@schema|latest");
  private static final Pattern COMMENTED_KEY =
      Pattern.compile("^\\s*#+\\s?([A-Za-z][\\w.-]*):(?:\\s.*)?$");

  static DocComment of(Source source, Mapping mapping, Entry entry) {
    var line = source.lineStart(entry.key().span().start());
    var indent = entry.key().span().start() - line;
    var before = source.text().substring(line, entry.key().span().start());
    if (!before.isBlank()) {
      return new DocComment(line, line, false);
    }
    var start = line;
    while (start > 0) {
      var above = source.lineStart(source.beforeBreak(start));
      var content = source.skipBlanks(above);
      var text = source.text().substring(above, source.lineEnd(above));
      if (!text.strip().startsWith("#") || content - above != indent || isOtherKey(text)) {
        break;
      }
      start = above;
    }
    var text = source.text().substring(start, line);
    var first = mapping.entries().indexOf(entry) == 0;
    if (first && !ABOUT_TAG.matcher(text).find()) {
      return new DocComment(line, line, false);
    }
    return new DocComment(start, line, Pattern.compile("(?m)^\\s*# --").matcher(text).find());
  }

  /// Whether a comment is a key that somebody switched off, and not one of tags.
  private static boolean isOtherKey(String text) {
    var match = COMMENTED_KEY.matcher(text);
    return match.matches()
        && !match.group(1).toLowerCase(java.util.Locale.ROOT).contains("tag")
        && !match.group(1).equals("renovate");
  }

  /// What is said of a new key where helm-docs reads what is said of keys.
  Optional<String> replacement(String key) {
    if (!helmDocs) {
      return Optional.empty();
    }
    return Optional.of(
        key.equals(DigestHelper.ALLOW_EMPTY)
            ? "# -- Whether the digest may be empty, as where developers run the chart with Tilt"
            : "# -- Digest of the image, which belay deploy writes");
  }

  /// The edits that take the comment away, and what other comments say of the key.
  ///
  /// @param key of the digest that takes its place; empty where none does
  List<Edit> edits(Source source, Found found, String key) {
    List<Edit> edits = new ArrayList<>();
    if (start < end) {
      edits.add(new Edit(start, end, ""));
    }
    edits.addAll(parameters(source, found.entry(), key));
    return edits;
  }

  /// The lines of readme-generator (`## @param image.tag …`) about a key, which stand above all
  /// keys of the mapping.
  private List<Edit> parameters(Source source, Entry entry, String key) {
    var name = Pattern.quote(entry.name().orElse(""));
    var line =
        Pattern.compile(
            "(?m)^([ \\t]*#+ ?@(?:param|skip|extra) (?:[\\w.\\[\\]-]*\\.)?)"
                + name
                + "(?=[ \\t])(.*)$");
    var limit = source.lineStart(entry.key().span().start());
    var from = Math.max(0, limit - 4_000);
    var match = line.matcher(source.text());
    match.region(from, limit);
    Edit last = null;
    while (match.find()) {
      if (match.start() >= start && match.start() < end) {
        continue;
      }
      var text =
          key.isEmpty()
              ? ""
              : match.group(1) + key + " Digest of the image, which belay deploy writes";
      var lineEnd = source.lineEnd(match.start());
      var more =
          key.isEmpty()
              ? ""
              : source.lineBreak()
                  + match.group(1)
                  + DigestHelper.ALLOW_EMPTY
                  + " Whether the digest may be empty, as where developers run the chart with Tilt";
      last =
          new Edit(match.start(), key.isEmpty() ? source.pastBreak(lineEnd) : lineEnd, text + more);
    }
    return last == null ? List.of() : List.of(last);
  }
}
