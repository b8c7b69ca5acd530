package belay.deliver.verify;

import belay.config.Config;
import belay.config.verify.Rule;
import belay.config.verify.Severity;
import belay.config.verify.VerifyConfig;
import belay.deliver.environment.Context;
import belay.deliver.render.RenderedRepository;
import belay.deliver.verify.VerifyRequest.Layer;
import belay.deliver.verify.VerifyResult.Checked;
import belay.deliver.verify.finding.Exemptions;
import belay.deliver.verify.finding.Findings;
import belay.deliver.verify.finding.Findings.Cause;
import belay.deliver.verify.finding.GitPlace;
import belay.deliver.verify.finding.ReadFault;
import belay.failure.Failure;
import belay.image.ImageRef;
import belay.manifest.ImageFinder;
import belay.registry.Registry;
import belay.render.object.ApplicationObject;
import belay.render.object.RenderFailure;
import belay.render.tree.SourceTree;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// One look at a repository.
final class VerificationRun {
  private static final int SHORT = 9;

  private final Context context;
  private final Registry registry;
  private final RenderedRepository repository;
  private final SourceTree tree;
  private final VerifyRequest request;
  private final Config config;
  private final VerifyScope scope;
  private final Findings findings;
  private final Exemptions exemptions;
  private final Approvals approvals = new Approvals(this::others);
  private final RegistryCheck images;
  private final List<String> files = new ArrayList<>();
  private final List<ValuesFix> fixes = new ArrayList<>();
  private final List<String> applications = new ArrayList<>();
  private int rendered;

  VerificationRun(
      Context context, Registry registry, RenderedRepository repository, VerifyRequest request) {
    this.context = context;
    this.registry = registry;
    this.repository = repository;
    this.tree = repository.tree();
    this.request = request;
    this.config = repository.config();
    this.scope = VerifyScope.of(request, config, request.changedSince().map(this::changed));
    this.findings = new Findings(weights());
    this.exemptions =
        new Exemptions(
            config.verify().exemptions(),
            LocalDate.ofInstant(context.clock().instant(), ZoneOffset.UTC));
    this.images = new RegistryCheck(registry, config, findings, exemptions);
  }

  private VerifyConfig weights() {
    return request.allowUnrendered()
        ? config.verify().with(Rule.CANNOT_RENDER, Severity.WARNING)
        : config.verify();
  }

  VerifyResult result() {
    values();
    if (request.layers().contains(Layer.RENDERED)) {
      render();
    }
    if (!request.layers().contains(Layer.VALUES)) {
      findings.removeUnseen(cause -> cause.rule().isOfValues());
    }
    if (request.layers().contains(Layer.REGISTRY)) {
      registry();
    }
    exemptions.report(findings, isWhole());
    var digests = request.layers().contains(Layer.REGISTRY) ? images.size() : 0;
    return new VerifyResult(
        name(),
        request.layers(),
        findings.all(),
        new Checked(files, applications, rendered, digests),
        List.of(),
        List.of());
  }

  /// What can be mended without a thought.
  List<ValuesFix> fixes() {
    values();
    return fixes;
  }

  /// What people call the state that is looked at.
  private String name() {
    return isWorkTree() ? "work tree" : "commit " + tree.revision().substring(0, SHORT);
  }

  private boolean isWorkTree() {
    return request.workTree() && context.repo().workTree().isPresent();
  }

  private Set<String> changed(String revision) {
    return context
        .repo()
        .changedSince(revision, isWorkTree() ? Optional.empty() : Optional.of(tree.revision()));
  }

  private boolean isWhole() {
    return scope.all()
        && scope.services().isEmpty()
        && scope.changed().isEmpty()
        && request.layers().containsAll(Set.of(Layer.VALUES, Layer.RENDERED));
  }

  private void values() {
    List<String> services = new ArrayList<>();
    for (var path : tree.below(config.valuesRoot())) {
      var location = config.serviceOf(path);
      location.ifPresent(found -> services.add(found.service()));
      location
          .filter(found -> scope.has(found.service(), found.environment()))
          .filter(_ -> scope.isAffected(Set.of(path)))
          .ifPresent(found -> values(path, found.service(), found.environment()));
    }
    scope.requireKnown(Set.copyOf(services));
  }

  private void values(String path, String service, String environment) {
    files.add(path);
    try {
      var checked = values(path, service, environment, findings);
      approvals.add(path, checked.approved());
      fixes.addAll(checked.fixes());
      checked.approved().forEach(this::pinned);
    } catch (Failure unreadable) {
      var fault = ReadFault.of(path, unreadable);
      findings.add(
          new Cause(
              Rule.VALUES_UNREADABLE,
              fault.place(),
              Optional.of(service),
              fault.message(),
              fault.help()),
          Optional.of(environment));
    }
  }

  private ValuesCheck.Checked values(
      String path, String service, String environment, Findings found) {
    var bytes = tree.read(path).orElse(new byte[0]);
    return ValuesCheck.check(config, environment, service, path, bytes, found, exemptions);
  }

  /// What a file says that is not to be judged, but that an Application reads.
  private List<ApprovedImage> others(String path) {
    try {
      return config
          .serviceOf(path)
          .map(found ->
              values(path, found.service(), found.environment(), new Findings(config.verify()))
                  .approved())
          .orElse(List.of());
    } catch (Failure unreadable) {
      return List.of();
    }
  }

  private void pinned(ApprovedImage image) {
    if (ImageRef.read(image.repository() + "@" + image.digest()).orElse(null)
        instanceof ImageRef.Pinned pinned) {
      images.add(
          pinned,
          new RegistryCheck.Use(
              image.place(),
              Optional.of(image.environment()),
              Optional.of(image.service()),
              Optional.empty()));
    }
  }

  private void render() {
    new ProjectCheck(config, findings).check(tree, scope);
    var finder = new ImageFinder(config.verify().kinds(), config.verify().text());
    var tools = new RenderedTools(config, finder, approvals, findings, exemptions, images);
    var kinds = new ApplicationCheck(config, findings);
    var found = repository.renderer().find();
    found.failures().forEach(this::unrendered);
    var wanted = found.applications().stream().filter(this::isWanted).toList();
    repository
        .renderer()
        .render(
            wanted,
            found.applications(),
            one -> {
              var application = CheckedApplication.of(config, one);
              if (isMeant(application)) {
                applications.add(application.name());
                var count = RenderedCheck.check(tools, application);
                kinds.check(one, count > 0);
                rendered += count;
              }
            })
        .forEach(this::unrendered);
    disproved();
  }

  private void unrendered(RenderFailure failure) {
    findings.add(
        new Cause(
            Rule.CANNOT_RENDER,
            GitPlace.of(failure.place()),
            Optional.empty(),
            failure.what(),
            failure.help()),
        Optional.empty());
  }

  /// What may make other Applications is rendered, too: they may be the ones that are meant. What
  /// is known to be of another environment is not.
  private boolean isWanted(ApplicationObject application) {
    return application.destination().equals(config.argocd().namespace())
        || (repository.renderer().mayDeliverTo(application, request.environments())
            && isAffected(application));
  }

  private boolean isAffected(ApplicationObject application) {
    return scope.changed().isEmpty() || scope.isAffected(SourcePaths.of(application, tree));
  }

  private boolean isMeant(CheckedApplication application) {
    return isAffected(application.rendered().application())
        && scope.has(application.environment(), application.services());
  }

  /// A values file without an image is fine where all that is rendered from it is by digest.
  private void disproved() {
    var blamed =
        findings.all().stream()
            .filter(finding -> finding.severity() == Severity.VIOLATION)
            .filter(finding -> !finding.rule().isOfValues() || !finding.shown().isEmpty())
            .flatMap(finding -> finding.services().stream())
            .toList();
    findings.removeUnseen(cause ->
        cause.rule() == Rule.VALUES_DIGEST_MISSING
            && cause.place().line() == 1
            && cause.service().filter(blamed::contains).isEmpty()
            && !applications.isEmpty());
  }

  private void registry() {
    var there = images.run();
    new SignatureCheck(config.verify().signatures(), tree::read).run(registry, there, images);
  }
}
