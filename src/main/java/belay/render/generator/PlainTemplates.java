package belay.render.generator;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// `{{name}}` and nothing else; what has no value stays as it is.
final class PlainTemplates implements TemplateEngine {
  private static final Pattern TAG = Pattern.compile("\\{\\{(.*?)}}", Pattern.DOTALL);

  @Override
  public List<Map<String, String>> fill(List<String> texts, List<ParameterSet> parameters) {
    return parameters.stream().map(set -> fill(texts, set)).toList();
  }

  private static Map<String, String> fill(List<String> texts, ParameterSet parameters) {
    Map<String, String> filled = new HashMap<>();
    for (var text : texts) {
      filled.put(
          text,
          TAG.matcher(text)
              .replaceAll(tag ->
                  Matcher.quoteReplacement(
                      parameters.flat().getOrDefault(tag.group(1).strip(), tag.group()))));
    }
    return filled;
  }
}
