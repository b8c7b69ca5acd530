package belay.render.tool;

import belay.failure.Failure;
import belay.helm.HelmOutcome;
import belay.helm.HelmRequest;
import belay.helm.HelmSwitches;
import belay.render.model.RenderedManifest;
import belay.render.model.RenderedSource;
import belay.render.model.Tool;
import belay.render.object.RenderFailure;
import belay.render.object.RenderFailure.Reason;
import belay.render.object.SourceObject;
import belay.render.tree.SourceTree;
import belay.render.tree.TreePath;
import belay.render.values.ChartValues;
import belay.yaml.tree.Lookup;
import java.util.List;
import java.util.Optional;

/// Renders charts as Argo CD has helm do it. Safe for use by several threads.
public final class ChartRenderer {
  private final CachedHelm helm;
  private final ClusterVersion cluster;
  private final ChartDependencies dependencies;

  public ChartRenderer(CachedHelm helm, ClusterVersion cluster, ChartDependencies dependencies) {
    this.helm = helm;
    this.cluster = cluster;
    this.dependencies = dependencies;
  }

  /// Renders one.
  public RenderedSource render(SourceContext context) {
    var source = context.source();
    var values =
        ChartValues.of(
            source, context.tree(), context.folder(), context.environment(), context.references());
    if (!values.failures().isEmpty()) {
      return result(context, values, List.of(), values.failures(), List.of());
    }
    try {
      return switch (outcome(context, values)) {
        case HelmOutcome.Rendered(var text, var warnings) ->
            result(context, values, manifests(context, text), List.of(), warnings);
        case HelmOutcome.Failed(var words) ->
            result(context, values, List.of(), List.of(failure(context, words)), List.of());
      };
    } catch (Failure e) {
      var failure = RenderFailure.of(Reason.RENDER, source.place(), e);
      return result(context, values, List.of(), List.of(failure), List.of());
    }
  }

  private HelmOutcome outcome(SourceContext context, ChartValues values) {
    var chart = context.tree().folder(context.folder());
    var first = helm.template(request(context, chart, values));
    if (!(first instanceof HelmOutcome.Failed(var words))
        || !words.contains("found in Chart.yaml, but missing in charts/ directory")) {
      return first;
    }
    return switch (dependencies.built(helm.program(), context.tree(), context.folder())) {
      case ChartDependencies.Built(var folder) -> helm.template(request(context, folder, values));
      case ChartDependencies.Unavailable(var why) -> new HelmOutcome.Failed(why);
    };
  }

  private HelmRequest request(SourceContext context, java.nio.file.Path chart, ChartValues values) {
    var source = context.source();
    var name = source.text("helm", "releaseName");
    return new HelmRequest(
        chart,
        name.isEmpty() ? source.application().name() : name,
        first(
            source.text("helm", "namespace"),
            source.text("kustomize", "namespace"),
            source.application().destination()),
        ClusterVersion.normalized(
            first(
                source.text("helm", "kubeVersion"),
                source.text("kustomize", "kubeVersion"),
                cluster.kubernetes())),
        apis(source),
        values.arguments(),
        new HelmSwitches(
            !source.isTrue("helm", "skipCrds"),
            source.isTrue("helm", "skipTests"),
            source.isTrue("helm", "skipSchemaValidation"),
            false));
  }

  private static String first(String... candidates) {
    for (var candidate : candidates) {
      if (!candidate.isEmpty()) {
        return candidate;
      }
    }
    return "";
  }

  private List<String> apis(SourceObject source) {
    for (var tool : List.of("helm", "kustomize")) {
      var own = source.items(tool, "apiVersions");
      if (!own.isEmpty()) {
        return own.stream().flatMap(item -> Lookup.text(item).stream()).toList();
      }
    }
    return cluster.apis();
  }

  private static List<RenderedManifest> manifests(SourceContext context, String text) {
    return ManifestSplitter.split(
        text, "", template -> path(context.tree(), context.folder(), template));
  }

  /// Helm begins a template's name with the chart's.
  private static Optional<String> path(SourceTree tree, String folder, String template) {
    var below = template.substring(template.indexOf('/') + 1);
    return Optional.of(TreePath.join(folder, below)).filter(tree::hasFile);
  }

  private static RenderFailure failure(SourceContext context, String words) {
    var here = words.replace(context.tree().root() + "/", "");
    for (var reference : context.references()) {
      here = here.replace(reference.tree().root() + "/", "");
    }
    return new RenderFailure(
        Reason.RENDER,
        context.source().place(),
        here,
        "correct the template or the values that it is given");
  }

  private static RenderedSource result(
      SourceContext context,
      ChartValues values,
      List<RenderedManifest> manifests,
      List<RenderFailure> failures,
      List<String> warnings) {
    return new RenderedSource(
        context.source(),
        Tool.HELM,
        Optional.of(context.tree()),
        context.folder(),
        values.layers(),
        values.ignored(),
        manifests,
        failures,
        warnings);
  }
}
