package belay.render.values;

import belay.helm.HelmValues;
import belay.helm.HelmValues.Assignment;
import belay.render.object.IgnoredFile;
import belay.render.object.NodeText;
import belay.render.object.ObjectNodes;
import belay.render.object.RenderFailure;
import belay.render.object.SourceObject;
import belay.render.tree.SourceTree;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What a chart is rendered with.
///
/// @param arguments for helm
/// @param layers the same with the places in Git
/// @param ignored values files that are not there
/// @param failures entries that lead nowhere; then nothing is to be rendered
public record ChartValues(
    HelmValues arguments,
    ValuesLayers layers,
    List<IgnoredFile> ignored,
    List<RenderFailure> failures) {
  /// Those of a source.
  ///
  /// @param folder the chart's
  /// @param references files of other sources
  public static ChartValues of(
      SourceObject source,
      SourceTree tree,
      String folder,
      BuildEnvironment environment,
      List<ReferencedFiles> references) {
    var resolver = new ValueFileResolver(source, tree, folder, environment, references);
    resolver.resolve();
    var layers = new LayerBuilder(source, tree, folder);
    layers.chart();
    resolver.files().forEach(layers::file);
    layers.inline();
    layers.parameters(false);
    layers.parameters(true);
    layers.fileParameters();
    var files = fileParameters(source, resolver);
    var arguments =
        new HelmValues(
            resolver.files().stream().map(ValueFile::argument).toList(),
            text(source),
            parameters(source, environment, false),
            parameters(source, environment, true),
            files);
    return new ChartValues(
        arguments,
        layers.layers(),
        List.copyOf(resolver.ignored()),
        List.copyOf(resolver.failures()));
  }

  private static String text(SourceObject source) {
    return source
        .at("helm", "valuesObject")
        .map(NodeText::flow)
        .orElseGet(() -> source.text("helm", "values"));
  }

  private static List<Assignment> parameters(
      SourceObject source, BuildEnvironment environment, boolean strings) {
    Map<String, String> values = new LinkedHashMap<>();
    for (var item : source.items("helm", "parameters")) {
      if (ObjectNodes.isTrue(item, "forceString") == strings) {
        values.put(
            ObjectNodes.text(item, "name"),
            escaped(environment.expand(ObjectNodes.text(item, "value"))));
      }
    }
    return assignments(values);
  }

  private static List<Assignment> fileParameters(SourceObject source, ValueFileResolver resolver) {
    Map<String, String> files = new LinkedHashMap<>();
    for (var item : source.items("helm", "fileParameters")) {
      ObjectNodes.at(item, "path")
          .flatMap(resolver::parameter)
          .ifPresent(file -> files.put(ObjectNodes.text(item, "name"), escaped(file.argument())));
    }
    return assignments(files);
  }

  private static List<Assignment> assignments(Map<String, String> values) {
    List<Assignment> all = new ArrayList<>();
    values.forEach((name, value) -> all.add(new Assignment(name, value)));
    return all;
  }

  /// A comma is part of the value, unless the value is a list or the comma is escaped.
  private static String escaped(String value) {
    return value.startsWith("{") && value.endsWith("}")
        ? value
        : value.replaceAll("(?<!\\\\),", "\\\\,");
  }
}
