package belay.render.source;

import belay.failure.Failure;
import belay.failure.Kind;
import belay.failure.Suggest;
import belay.render.model.RenderedSource;
import belay.render.model.Tool;
import belay.render.object.ApplicationObject;
import belay.render.object.RenderFailure;
import belay.render.object.RenderFailure.Reason;
import belay.render.object.SourceObject;
import belay.render.tool.ChartRenderer;
import belay.render.tool.KustomizeRenderer;
import belay.render.tool.PlainFiles;
import belay.render.tool.SourceContext;
import belay.render.tool.ToolDetection;
import belay.render.tree.SourceTree;
import belay.render.tree.TreePath;
import belay.render.values.BuildEnvironment;
import belay.render.values.ReferencedFiles;
import belay.render.values.ValuesLayers;
import belay.yaml.tree.YamlNode;
import belay.yaml.tree.YamlTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Renders the sources of Applications. Safe for use by several threads.
public final class SourceRenderer {
  private final SourceFiles files;
  private final ChartRenderer charts;
  private final KustomizeRenderer kustomize;
  private final String argocd;

  /// @param argocd the namespace of Argo CD: Applications elsewhere have it in their names
  public SourceRenderer(
      SourceFiles files, ChartRenderer charts, KustomizeRenderer kustomize, String argocd) {
    this.files = files;
    this.charts = charts;
    this.kustomize = kustomize;
    this.argocd = argocd;
  }

  /// Renders all sources of an Application.
  public List<RenderedSource> render(ApplicationObject application) {
    var sources = application.sources();
    return sources.isEmpty()
        ? List.of(sourceless(application))
        : sources.stream().map(source -> render(source, sources)).toList();
  }

  private static RenderedSource sourceless(ApplicationObject application) {
    var nothing = new SourceObject(application, 0, application.root());
    return failed(nothing, Tool.DIRECTORY, Reason.SOURCE, "no source", "add spec.source to it");
  }

  private RenderedSource render(SourceObject source, List<SourceObject> all) {
    if (source.path().isEmpty() && source.chart().isEmpty() && source.application().hasSeveral()) {
      return referenceOnly(source);
    }
    try {
      var tree = files.of(source);
      var folder = source.chart().isPresent() ? "" : source.path().orElse("");
      var path = TreePath.resolve("", folder.startsWith("/") ? folder.substring(1) : folder);
      if (path.isEmpty() || !tree.hasFolder(path.get())) {
        return missing(source, tree, folder);
      }
      return render(overridden(source, tree, path.get()), tree, path.get(), all);
    } catch (Failure e) {
      return RenderedSource.failed(
          source, Tool.DIRECTORY, RenderFailure.of(Reason.SOURCE, source.place(), e));
    }
  }

  private static RenderedSource referenceOnly(SourceObject source) {
    return new RenderedSource(
        source,
        Tool.REFERENCE,
        Optional.empty(),
        "",
        ValuesLayers.NONE,
        List.of(),
        List.of(),
        List.of(),
        List.of());
  }

  private static RenderedSource missing(SourceObject source, SourceTree tree, String folder) {
    var where = source.at("path").orElse(source.node());
    var siblings =
        tree.below(TreePath.folder(folder)).stream()
            .map(TreePath::folder)
            .filter(path -> !path.isEmpty())
            .distinct()
            .limit(1000)
            .toList();
    return RenderedSource.failed(
        source,
        Tool.DIRECTORY,
        new RenderFailure(
            Reason.SOURCE,
            source.place(where),
            "no folder \"%s\" in the repository%s"
                .formatted(folder, Suggest.hint(folder, siblings)),
            "correct path"));
  }

  /// What files beside the chart say of the source.
  private SourceObject overridden(SourceObject source, SourceTree tree, String folder) {
    var changed = source;
    var names =
        List.of(".argocd-source.yaml", ".argocd-source-%s.yaml".formatted(instance(source)));
    for (var name : names) {
      var path = TreePath.join(folder, name);
      var bytes = tree.read(path);
      if (bytes.isPresent()) {
        changed = changed.patched(YamlTree.parse(path, bytes.get()).root(), path);
      }
    }
    return changed;
  }

  /// The Application's name as Argo CD has it.
  private String instance(SourceObject source) {
    var application = source.application();
    var elsewhere = !application.namespace().isEmpty() && !application.namespace().equals(argocd);
    return elsewhere ? application.namespace() + "_" + application.name() : application.name();
  }

  private RenderedSource render(
      SourceObject source, SourceTree tree, String folder, List<SourceObject> all) {
    var named = ToolDetection.named(source);
    if (named.size() > 1) {
      return failed(
          source,
          named.getFirst(),
          Reason.SOURCE,
          "the source names several tools: "
              + String.join(", ", named.stream().map(Tool::toString).toList()),
          "keep one of them");
    }
    var tool = named.isEmpty() ? ToolDetection.in(tree, folder) : named.getFirst();
    var environment = BuildEnvironment.of(source, instance(source), tree.revision());
    return switch (tool) {
      case HELM -> {
        var unknown = new ArrayList<RenderFailure>();
        var references = references(source, all, unknown);
        yield unknown.isEmpty()
            ? charts.render(new SourceContext(source, tree, folder, environment, references))
            : RenderedSource.failed(source, tool, unknown.getFirst());
      }
      case KUSTOMIZE ->
          kustomize.render(new SourceContext(source, tree, folder, environment, List.of()));
      case PLUGIN ->
          failed(
              source,
              tool,
              Reason.UNSUPPORTED,
              "a plugin renders this source, which only the cluster has",
              "render it in CI and commit what comes of it");
      case DIRECTORY, REFERENCE ->
          PlainFiles.render(new SourceContext(source, tree, folder, environment, List.of()));
    };
  }

  /// The files that other sources offer by a name, of those that this one asks for.
  private List<ReferencedFiles> references(
      SourceObject source, List<SourceObject> all, List<RenderFailure> unknown) {
    List<ReferencedFiles> references = new ArrayList<>();
    if (!source.application().hasSeveral()) {
      return references;
    }
    for (var other : all) {
      var name = other.reference();
      var entry = name.flatMap(it -> asked(source, it));
      if (entry.isPresent()) {
        reference(source, other, entry.get(), unknown)
            .ifPresent(tree -> references.add(new ReferencedFiles(name.orElseThrow(), tree)));
      }
    }
    return references;
  }

  private Optional<SourceTree> reference(
      SourceObject source, SourceObject other, YamlNode entry, List<RenderFailure> unknown) {
    if (other.chart().isPresent()) {
      unknown.add(
          new RenderFailure(
              Reason.REFERENCE,
              source.place(entry),
              "it refers to a packaged chart, and only repositories in Git can be referred to",
              "put the values into a repository, and its ref: into a source without chart"));
      return Optional.empty();
    }
    try {
      var tree = files.of(other);
      requireSameRevision(source, other, tree);
      return Optional.of(tree);
    } catch (Failure e) {
      unknown.add(RenderFailure.of(Reason.REFERENCE, source.place(entry), e));
      return Optional.empty();
    }
  }

  /// Argo CD has one revision of a repository at a time.
  private void requireSameRevision(SourceObject source, SourceObject other, SourceTree tree) {
    if (source.chart().isEmpty()
        && RepositoryAddress.same(source.repository(), other.repository())
        && !files.of(source).revision().equals(tree.revision())) {
      throw new Failure(
          Kind.REFUSED,
          "it refers to %s at %s, and the chart is in the same repository at %s"
              .formatted(other.repository(), other.revision(), source.revision()),
          "give both sources the same targetRevision");
    }
  }

  /// The first entry that asks for files by this name.
  private static Optional<YamlNode> asked(SourceObject source, String name) {
    return Stream.concat(
            source.items("helm", "valueFiles").stream(),
            source.items("helm", "fileParameters").stream()
                .flatMap(item -> belay.render.object.ObjectNodes.at(item, "path").stream()))
        .filter(node ->
            belay.yaml.tree.Lookup.text(node)
                .filter(text -> text.equals("$" + name) || text.startsWith("$" + name + "/"))
                .isPresent())
        .findFirst();
  }

  private static RenderedSource failed(
      SourceObject source, Tool tool, Reason reason, String what, String help) {
    return RenderedSource.failed(
        source, tool, new RenderFailure(reason, source.place(), what, help));
  }
}
