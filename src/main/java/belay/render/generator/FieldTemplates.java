package belay.render.generator;

import belay.failure.Failure;
import belay.failure.Kind;
import belay.failure.Suggest;
import belay.render.object.ObjectNodes;
import belay.yaml.tree.Lookup;
import belay.yaml.tree.YamlNode;
import belay.yaml.tree.YamlNode.Scalar;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The Go templates that most people write: fields of parameters, and texts around them.
final class FieldTemplates {
  private static final Pattern ACTION =
      Pattern.compile("\\{\\{\\s*((?:\\.[A-Za-z_][A-Za-z0-9_]*)+)\\s*}}");

  private FieldTemplates() {}

  /// Whether a text has nothing else in braces.
  static boolean isOne(String text) {
    return !ACTION.matcher(text).replaceAll("").contains("{{");
  }

  /// The text with its fields filled in.
  ///
  /// @param strict whether a field that is not there is a mistake
  /// @return empty where a field is no text
  static Optional<String> fill(String text, ParameterSet parameters, boolean strict) {
    var out = new StringBuilder();
    var matcher = ACTION.matcher(text);
    while (matcher.find()) {
      var path = String.valueOf(matcher.group(1));
      var value = value(path.substring(1).split("\\."), parameters);
      if (value.isEmpty() && strict) {
        throw missing(path, parameters);
      }
      if (value.isPresent() && !(value.get() instanceof Scalar)) {
        return Optional.empty();
      }
      matcher.appendReplacement(
          out, Matcher.quoteReplacement(value.flatMap(Lookup::text).orElse("<no value>")));
    }
    matcher.appendTail(out);
    return Optional.of(out.toString());
  }

  private static Optional<YamlNode> value(String[] keys, ParameterSet parameters) {
    return ObjectNodes.at(parameters.values(), keys);
  }

  private static Failure missing(String path, ParameterSet parameters) {
    return new Failure(
        Kind.USAGE,
        "the template has \"%s\", and no generator gives it%s"
            .formatted(path, Suggest.hint(path.substring(1), parameters.flat().keySet())),
        "use one of "
            + String.join(", ", parameters.flat().keySet().stream().sorted().limit(20).toList()));
  }
}
