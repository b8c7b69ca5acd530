package belay.render.generator;

import static java.nio.charset.StandardCharsets.UTF_8;

import belay.failure.Failure;
import belay.failure.Kind;
import belay.helm.Helm;
import belay.helm.HelmOutcome;
import belay.helm.HelmRequest;
import belay.helm.HelmValues;
import belay.host.TemporaryFolder;
import belay.render.object.NodeText;
import belay.render.object.ObjectNodes;
import belay.yaml.tree.Lookup;
import belay.yaml.tree.YamlTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/// Go templates with sprig's functions, filled in by helm, whose engine is the same: many at once.
/// A field that is not there is nothing within expressions, also where the set would have it a
/// mistake.
final class GoTemplates implements TemplateEngine {
  private static final int MOST = 200;
  private static final Pattern ACTION = Pattern.compile("\\{\\{.*?}}", Pattern.DOTALL);
  private static final Pattern NORMALIZE = Pattern.compile("(?<![.\\w\"-])normalize(?![\\w\"-])");

  private static final String TEMPLATE =
      """
      {{- define "normalize" -}}
      {{- regexReplaceAll "[^-a-z0-9.]" (lower .) "-" | trunc 253 | trimAll "-." -}}
      {{- end -}}
      {{- range $set, $parameters := .Values.sets }}
      {{- range $text, $template := $.Values.texts }}
      {{ printf "%d.%d" $set $text | quote }}: {{ tpl $template $parameters | toJson }}
      {{- end }}
      {{- end }}
      """;

  private final Supplier<Helm> helm;
  private final boolean strict;

  /// @param strict whether a field that is not there is a mistake
  GoTemplates(Supplier<Helm> helm, boolean strict) {
    this.helm = helm;
    this.strict = strict;
  }

  @Override
  public List<Map<String, String>> fill(List<String> texts, List<ParameterSet> parameters) {
    List<Map<String, String>> all = new ArrayList<>();
    for (var from = 0; from < parameters.size(); from += MOST) {
      all.addAll(some(texts, parameters.subList(from, Math.min(from + MOST, parameters.size()))));
    }
    return all;
  }

  private List<Map<String, String>> some(List<String> texts, List<ParameterSet> parameters) {
    List<Map<String, String>> filled = new ArrayList<>();
    List<String> others = new ArrayList<>();
    parameters.forEach(_ -> filled.add(new HashMap<>()));
    for (var text : texts) {
      if (!text.contains("{{")) {
        filled.forEach(one -> one.put(text, text));
      } else if (!FieldTemplates.isOne(text) || !fillFields(text, parameters, filled)) {
        others.add(text);
      }
    }
    if (!others.isEmpty()) {
      evaluate(others, parameters, filled);
    }
    return filled;
  }

  private boolean fillFields(
      String text, List<ParameterSet> parameters, List<Map<String, String>> filled) {
    for (var i = 0; i < parameters.size(); i++) {
      var value = FieldTemplates.fill(text, parameters.get(i), strict);
      if (value.isEmpty()) {
        return false;
      }
      filled.get(i).put(text, value.get());
    }
    return true;
  }

  private void evaluate(
      List<String> texts, List<ParameterSet> parameters, List<Map<String, String>> filled) {
    var values =
        NodeMaker.mapping(
            Map.of(
                "texts",
                NodeMaker.texts(texts.stream().map(GoTemplates::adapted).toList()),
                "sets",
                NodeMaker.list(parameters.stream().map(ParameterSet::values).toList())));
    var answer = YamlTree.parse("template", render(NodeText.flow(values)).getBytes(UTF_8)).root();
    for (var i = 0; i < parameters.size(); i++) {
      for (var j = 0; j < texts.size(); j++) {
        var value = ObjectNodes.at(answer, i + "." + j).flatMap(Lookup::text).orElse("");
        filled.get(i).put(texts.get(j), value);
      }
    }
  }

  /// Argo CD's own function is a template here.
  private static String adapted(String text) {
    return ACTION
        .matcher(text)
        .replaceAll(action ->
            java.util.regex.Matcher.quoteReplacement(
                NORMALIZE.matcher(action.group()).replaceAll("include \"normalize\"")));
  }

  private String render(String values) {
    try (var folder = TemporaryFolder.create("belay-template")) {
      var request =
          HelmRequest.of(
              chart(folder.path()),
              "template",
              new HelmValues(List.of(), values, List.of(), List.of(), List.of()));
      return switch (helm.get().template(request)) {
        case HelmOutcome.Rendered(var text, var _) -> text;
        case HelmOutcome.Failed(var words) ->
            throw new Failure(Kind.USAGE, words, "correct the template of the ApplicationSet");
      };
    } catch (IOException e) {
      throw new Failure(Kind.BUG, "no temporary file can be written", "make room there", e);
    }
  }

  private static Path chart(Path folder) throws IOException {
    Files.createDirectories(folder.resolve("templates"));
    Files.writeString(folder.resolve("Chart.yaml"), "apiVersion: v2\nname: set\nversion: 1.0.0\n");
    Files.writeString(folder.resolve("templates/set.yaml"), TEMPLATE);
    return folder;
  }
}
