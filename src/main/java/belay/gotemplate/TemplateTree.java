package belay.gotemplate;

import belay.failure.Failure;
import java.util.List;

/// A template that was read.
///
/// @param nodes its parts, which together are the whole text
public record TemplateTree(TemplateText source, List<TemplateNode> nodes) {
  private static final int LARGEST = 4 << 20;

  public TemplateTree {
    nodes = List.copyOf(nodes);
  }

  /// Reads a template as Go does.
  ///
  /// @param name the file's name, for messages
  /// @throws Failure (refused) with `file:line:column` where it is none
  public static TemplateTree parse(String name, String text) {
    var source = new TemplateText(name, text);
    if (text.length() > LARGEST) {
      throw source.failure(0, "the template is larger than is read", "split the file");
    }
    return new TemplateTree(source, TemplateParser.read(source));
  }
}
