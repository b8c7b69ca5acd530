package belay.migrate.comparison;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// One document of what Helm prints.
///
/// @param source the template that it comes from, as `# Source:` has it; empty where nothing says
///   it
/// @param text what stands in it
public record RenderedDocument(String source, String text) {
  private static final String SOURCE = "# Source: ";
  private static final Pattern BY_TAG =
      Pattern.compile("(?m)^\\s*(?:- )?image:[ \"']+[^@\\s{\"']+[\"']?\\s*$");

  /// The documents of a render, those that hold nothing left out.
  public static List<RenderedDocument> all(String manifests) {
    List<RenderedDocument> documents = new ArrayList<>();
    var text = new StringBuilder();
    var source = "";
    for (var at = 0; at < manifests.length(); ) {
      var end = manifests.indexOf('\n', at);
      var next = end < 0 ? manifests.length() : end + 1;
      var line = manifests.substring(at, next);
      if (line.stripTrailing().equals("---")) {
        add(documents, source, text);
      } else if (line.startsWith(SOURCE) && text.toString().isBlank()) {
        source = line.substring(SOURCE.length()).strip();
      } else {
        text.append(line);
      }
      at = next;
    }
    add(documents, source, text);
    return documents;
  }

  /// Whether a line looks like an image without a digest.
  public boolean mayNameTag() {
    return BY_TAG.matcher(text).find();
  }

  private static void add(List<RenderedDocument> all, String source, StringBuilder text) {
    if (!text.toString().isBlank()) {
      all.add(new RenderedDocument(source, text.toString()));
    }
    text.setLength(0);
  }
}
