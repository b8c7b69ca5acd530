package belay.migrate.origin;

import belay.gotemplate.TemplateTree;

/// A template of a chart.
///
/// @param chart the path of the chart that it belongs to
/// @param path the file's path in the bundle
public record TemplateFile(String chart, String path, TemplateTree tree) {
  /// Its text.
  public String text() {
    return tree.source().text();
  }

  /// Whether the notes that Helm prints come from it, which no object does.
  public boolean isNotes() {
    return path.endsWith("NOTES.txt");
  }
}
