package belay.scaffold.application;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import belay.peers.Fetched;
import belay.peers.Tool;
import belay.scaffold.Crd;
import belay.scaffold.Readme;
import belay.scaffold.Samples;
import belay.scaffold.Structure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;

/// The Applications that the set makes are those that `add` would have written. Its template has
/// the language of Helm's templates, and so Helm can fill it in: parameters and environment as
/// values.
final class ApplicationSetTest {
  @TempDir Path folder;

  @Test
  void makesTheApplicationsThatAddWouldWrite() throws IOException {
    for (var chart : Samples.CHARTS) {
      for (var group : List.of("infrastructure", "platform")) {
        var service = Samples.updated(Samples.service("api", group, chart));
        var set =
            (Map<?, ?>) Crd.documents(ApplicationSet.file(Samples.SITE, Samples.LAYOUT)).getFirst();
        var elements = elements(set);
        List<Object> made = new ArrayList<>();
        for (var element : elements) {
          made.add(make(set, service, (Map<?, ?>) element));
        }

        var written = Crd.documents(Application.file(Samples.SITE, service));

        assertEquals(written.size(), made.size());
        for (var i = 0; i < made.size(); i++) {
          assertEquals(
              Crd.at(written.get(i), "spec"), Crd.at(made.get(i), "spec"), chart.toString());
          assertEquals(
              Crd.at(written.get(i), "metadata"),
              Crd.at(made.get(i), "metadata"),
              chart.toString());
        }
      }
    }
  }

  @Test
  void theOrderThatTheReadmeOffersFitsTheSet() throws IOException {
    var wishes = new Structure.Wishes(false, true, Optional.empty(), false, List.of(), List.of());
    var readme = new Readme(Samples.SITE, Samples.LAYOUT, wishes, ApplicationSet.FILE).text();
    var yaml = readme.substring(readme.indexOf("```yaml\n") + "```yaml\n".length());
    var strategy = Crd.documents(yaml.substring(0, yaml.indexOf("```"))).getFirst();
    var set =
        new HashMap<Object, Object>(
            (Map<?, ?>)
                Crd.documents(ApplicationSet.file(Samples.SITE, Samples.LAYOUT)).getFirst());
    var spec = new HashMap<Object, Object>((Map<?, ?>) Crd.at(set, "spec"));
    spec.putAll((Map<?, ?>) strategy);
    set.put("spec", spec);

    var crd = Crd.read(Fetched.argocdCrds().resolve("applicationset-crd.yaml"));
    assertEquals(List.of(), crd.check(set));
    var steps = (List<?>) Crd.at(strategy, "strategy", "rollingSync", "steps");
    for (var environment : List.of("staging", "production")) {
      assertEquals(List.of(0), chosen(steps, environment, "infrastructure"));
      assertEquals(List.of(1), chosen(steps, environment, "platform"));
    }
    assertEquals(List.of(), chosen(steps, "development", "platform"), "nobody but Tilt");
    assertEquals(List.of(), chosen(steps, "development", "infrastructure"));
  }

  /// The steps that take an Application with these labels, as the controller reads them.
  private static List<Integer> chosen(List<?> steps, String environment, String group) {
    var labels = Map.of("environment", environment, "group", group);
    List<Integer> chosen = new ArrayList<>();
    for (var i = 0; i < steps.size(); i++) {
      var expressions = (List<?>) Crd.at(steps.get(i), "matchExpressions");
      if (expressions.stream()
          .allMatch(e ->
              ((List<?>) Crd.at(e, "values")).contains(labels.get(String.valueOf(Crd.at(e, "key"))))
                  == Crd.at(e, "operator").equals("In"))) {
        chosen.add(i);
      }
    }
    return chosen;
  }

  private static List<?> elements(Map<?, ?> set) {
    var generators = (List<?>) Crd.at(set, "spec", "generators");
    var matrix = (List<?>) Crd.at(generators.getFirst(), "matrix", "generators");
    return (List<?>) Crd.at(matrix.getLast(), "list", "elements");
  }

  /// Template and patch as the ApplicationSet controller puts them together: filled in, then
  /// merged.
  private Object make(Map<?, ?> set, Service service, Map<?, ?> element) throws IOException {
    var dump =
        new Dump(
            DumpSettings.builder()
                .setSplitLines(false)
                .setDefaultFlowStyle(FlowStyle.BLOCK)
                .build());
    var template = dump.dumpToString(Crd.at(set, "spec", "template"));
    var patch = (String) Crd.at(set, "spec", "templatePatch");
    var chart = folder.resolve("set");
    Files.createDirectories(chart.resolve("templates"));
    Files.writeString(chart.resolve("Chart.yaml"), "apiVersion: v2\nname: set\nversion: 0.1.0\n");
    Files.writeString(
        chart.resolve("templates/_parts.tpl"),
        define("template", template) + define("patch", patch));
    Files.writeString(chart.resolve("templates/parts.yaml"), PARTS);
    Files.writeString(
        folder.resolve("values.yaml"),
        ApplicationSet.parameters(Samples.SITE, service) + dump.dumpToString(element));
    var helm = Fetched.helm4().toString();
    var rendered = Tool.run(folder, helm, "template", "set", "set", "--values", "values.yaml");
    var parts = Crd.at(Crd.documents(new String(rendered, UTF_8)).getFirst(), "data");
    return merge(yaml(Crd.at(parts, "template")), yaml(Crd.at(parts, "patch")));
  }

  private static final String PARTS =
      """
      apiVersion: v1
      kind: ConfigMap
      data:
        template: {{ include "template" (.Values | toJson | fromJson) | toJson }}
        patch: {{ include "patch" (.Values | toJson | fromJson) | toJson }}
      """;

  private static String define(String name, String text) {
    return "{{- define \"%s\" }}\n%s\n{{- end }}\n".formatted(name, text);
  }

  private static Object yaml(Object text) {
    return Crd.documents((String) text).getFirst();
  }

  private static Object merge(Object base, Object patch) {
    if (!(base instanceof Map<?, ?> left) || !(patch instanceof Map<?, ?> right)) {
      return patch;
    }
    var merged = new HashMap<Object, Object>(left);
    right.forEach((key, value) ->
        merged.put(key, left.containsKey(key) ? merge(left.get(key), value) : value));
    return merged;
  }
}
