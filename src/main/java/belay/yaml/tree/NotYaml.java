package belay.yaml.tree;

import belay.failure.Failure;
import belay.failure.InWords;
import java.util.Locale;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/// Says where and why a text is not YAML, and names the two usual causes: tabs, and templates that
/// nobody rendered.
final class NotYaml {
  private NotYaml() {}

  static Failure failure(Source source, YamlEngineException e) {
    var offset = offset(source, e);
    var template = source.text().indexOf("{{");
    if (template >= 0) {
      return source
          .failure(
              offset,
              "not YAML: %s".formatted(problem(e)),
              "render the template first, or write its {{ … }} between quotes")
          .because("a template expression stands at " + source.place(template));
    }
    if (isTab(source, offset)) {
      return source.failure(offset, "a tab indents this line", "indent with spaces");
    }
    return source.failure(offset, "not YAML: " + problem(e), "correct the file");
  }

  private static boolean isTab(Source source, int offset) {
    return offset < source.text().length()
        && source.text().charAt(offset) == '\t'
        && source.startsLine(offset);
  }

  private static int offset(Source source, YamlEngineException e) {
    var offsets = Offsets.of(source.text());
    return switch (e) {
      case MarkedYamlEngineException marked ->
          marked
              .getProblemMark()
              .or(marked::getContextMark)
              .map(m -> offsets.at(m.getIndex()))
              .orElse(0);
      case ReaderException unreadable -> offsets.at(unreadable.getPosition());
      default -> 0;
    };
  }

  private static String problem(YamlEngineException e) {
    var text =
        switch (e) {
          case MarkedYamlEngineException marked ->
              marked.getProblem() == null ? marked.getContext() : marked.getProblem();
          case ReaderException unreadable ->
              "the character U+%04X is not allowed".formatted(unreadable.getCodePoint());
          default -> InWords.of(e);
        };
    var line = String.valueOf(text).lines().findFirst().orElse("unreadable").strip();
    line = line.replace("the node content", "a value").replaceAll("'?<stream end>'?", "the end");
    return line.substring(0, 1).toLowerCase(Locale.ROOT) + line.substring(1);
  }
}
