package belay.migrate.comparison;

/// One field that two renders of a chart have differently.
///
/// @param document what it stands in, such as `deployment/web`
/// @param source the template that the document comes from
/// @param path such as `spec.template.spec.containers[0].image`; empty for the whole document
/// @param before its text; empty where there was none
/// @param after its text; empty where there is none
public record Difference(String document, String source, String path, String before, String after) {
  private static final int LONGEST = 60;

  /// Where it is, whatever it says.
  public record Place(String document, String path) {}

  public Place place() {
    return new Place(document, path);
  }

  /// In words, such as `deployment/web: metadata.labels.version was "1.2" and is ""`.
  public String inWords() {
    if (path.isEmpty()) {
      return "%s %s".formatted(document, after.isEmpty() ? "is gone" : "is new");
    }
    return "%s: %s was \"%s\" and is \"%s\"".formatted(document, path, cut(before), cut(after));
  }

  private static String cut(String text) {
    var line = text.strip().replaceAll("\\s*\\R\\s*", " ");
    return line.length() > LONGEST ? line.substring(0, LONGEST) + "…" : line;
  }
}
