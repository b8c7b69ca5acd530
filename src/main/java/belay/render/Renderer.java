package belay.render;

import belay.config.Config;
import belay.failure.Failure;
import belay.failure.Kind;
import belay.helm.Helm;
import belay.host.Host;
import belay.render.discovery.ChildApplications;
import belay.render.discovery.FoundObjects;
import belay.render.discovery.ObjectScan;
import belay.render.discovery.SetObject;
import belay.render.generator.SetExpansion;
import belay.render.model.RenderedApplication;
import belay.render.object.ApplicationObject;
import belay.render.object.RenderFailure;
import belay.render.source.SourceFiles;
import belay.render.source.SourceRenderer;
import belay.render.tool.CachedHelm;
import belay.render.tool.ChartDependencies;
import belay.render.tool.ChartRenderer;
import belay.render.tool.ClusterVersion;
import belay.render.tool.Kustomize;
import belay.render.tool.KustomizeRenderer;
import belay.render.tree.SourceTree;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// The Applications of a repository and their manifests. What it opens on the way it closes.
public final class Renderer implements AutoCloseable {
  /// Applications that make Applications that make Applications; more is a circle.
  private static final int DEEPEST = 8;

  private final String argocd;
  private final SourceTree tree;
  private final Config config;
  private final EnvironmentRule environments;
  private final ChartDependencies dependencies = new ChartDependencies();
  private final KustomizeRenderer kustomize;
  private final CachedHelm cached;
  private final SourceRenderer sources;
  private final SetExpansion sets;

  /// @param tree the repository at hand
  /// @param files where sources are, in it and elsewhere
  /// @param helm renders charts; found when it is first needed
  public Renderer(
      Host host,
      SourceTree tree,
      SourceFiles files,
      Config config,
      RenderSettings settings,
      Supplier<Helm> helm) {
    this.argocd = config.argocd().namespace();
    this.tree = tree;
    this.config = config;
    this.environments = new EnvironmentRule(config);
    this.kustomize = new KustomizeRenderer(Kustomize.ifAny(host, settings.kustomize()));
    this.cached = new CachedHelm(host, helm);
    var cluster = new ClusterVersion(settings.kubeVersion(), settings.apiVersions());
    var charts = new ChartRenderer(cached, cluster, dependencies);
    this.sources = new SourceRenderer(files, charts, kustomize, argocd);
    this.sets = new SetExpansion(files, helm);
  }

  /// The Applications that stand in the repository's files, those of sets included, each once.
  public FoundObjects find() {
    return expanded(ObjectScan.of(tree, this::isValuesFile));
  }

  private boolean isValuesFile(String path) {
    return config.serviceOf(path).isPresent()
        && config.paths().applications().match(path).isEmpty();
  }

  private FoundObjects expanded(FoundObjects found) {
    List<ApplicationObject> applications = new ArrayList<>(found.applications());
    List<RenderFailure> failures = new ArrayList<>(found.failures());
    for (var set : found.sets()) {
      var made = sets.expand(set);
      applications.addAll(made.applications());
      failures.addAll(made.failures());
    }
    Set<String> seen = new HashSet<>();
    var once = applications.stream().filter(application -> seen.add(key(application))).toList();
    return new FoundObjects(once, found.sets(), failures);
  }

  private String key(ApplicationObject application) {
    var namespace = application.namespace().isEmpty() ? argocd : application.namespace();
    return namespace + "/" + application.name();
  }

  /// Whether an Application may deliver to one of some environments, as far as that is known before
  /// it is rendered.
  ///
  /// @param some none for all
  public boolean mayDeliverTo(ApplicationObject application, List<String> some) {
    return some.isEmpty()
        || foreseen(application).filter(environment -> !some.contains(environment)).isEmpty();
  }

  private Optional<String> foreseen(ApplicationObject application) {
    var overridden =
        application.sources().stream()
            .flatMap(source -> source.path().stream())
            .anyMatch(path ->
                tree.below(path.replaceFirst("/+$", "")).stream()
                    .anyMatch(file -> file.contains("/.argocd-source")));
    return overridden ? Optional.empty() : environments.foreseen(application);
  }

  /// Renders Applications, several at once, and hands over each in their order; then those that
  /// they make and that are not known, and so on. Memory does not grow with their number.
  ///
  /// @param known all that are known, whether they are rendered or not
  /// @return why sets that some of them make give no Applications
  public List<RenderFailure> render(
      List<ApplicationObject> applications,
      List<ApplicationObject> known,
      Consumer<RenderedApplication> consumer) {
    Set<String> seen = new HashSet<>();
    known.forEach(application -> seen.add(key(application)));
    applications.forEach(application -> seen.add(key(application)));
    List<RenderFailure> failures = new ArrayList<>();
    var level = applications;
    for (var depth = 0; !level.isEmpty(); depth++) {
      requireNoCircle(level, depth);
      List<ApplicationObject> children = new ArrayList<>();
      List<SetObject> made = new ArrayList<>();
      InOrder.each(
          level,
          this::render,
          rendered -> {
            var found = ChildApplications.of(rendered);
            children.addAll(found.applications());
            made.addAll(found.sets());
            consumer.accept(rendered);
          });
      var expanded = expanded(new FoundObjects(children, made, List.of()));
      failures.addAll(expanded.failures());
      level = expanded.applications().stream().filter(child -> seen.add(key(child))).toList();
    }
    return failures;
  }

  private static void requireNoCircle(List<ApplicationObject> level, int depth) {
    if (depth == DEEPEST) {
      var first = level.getFirst();
      throw new Failure(
          Kind.REFUSED,
          "%s: Applications make Applications more than %d deep, up to \"%s\""
              .formatted(first.place(), DEEPEST, first.name()),
          "break the circle");
    }
  }

  private RenderedApplication render(ApplicationObject application) {
    var rendered = sources.render(application);
    return new RenderedApplication(application, environments.of(application, rendered), rendered);
  }

  @Override
  public void close() {
    dependencies.close();
    kustomize.close();
    cached.close();
  }
}
