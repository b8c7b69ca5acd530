package belay.deliver;

import belay.config.Config;
import belay.deliver.environment.ConfigSource;
import belay.deliver.environment.EnvironmentAt;
import belay.deliver.environment.Repositories;
import belay.deliver.environment.Target;
import belay.deliver.model.CommitInfo;
import belay.deliver.model.Confirmation;
import belay.deliver.model.DeployRequest;
import belay.deliver.model.WantedImage;
import belay.deliver.plan.Plan;
import belay.deliver.plan.Planner;
import belay.deliver.plan.Resolver;
import belay.deliver.plan.Targets;
import belay.deliver.policy.EnvironmentPolicy;
import belay.deliver.policy.Violations;
import belay.git.GitRepo;
import belay.git.object.Commit;
import belay.image.ImageRef;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Pins images in one environment as one commit. Deploying twice is one deploy.
final class Deploy implements Change {
  private final GitRepo repo;
  private final ConfigSource configs;
  private final Resolver resolver;
  private final EnvironmentPolicy environmentPolicy;
  private final DeployRequest request;

  private Deploy(
      GitRepo repo,
      ConfigSource configs,
      Resolver resolver,
      EnvironmentPolicy environmentPolicy,
      DeployRequest request) {
    this.repo = repo;
    this.configs = configs;
    this.resolver = resolver;
    this.environmentPolicy = environmentPolicy;
    this.request = request;
  }

  /// Begins to ask the registry: what it says is not needed before the repository is there.
  static Deploy begin(
      GitRepo repo,
      ConfigSource configs,
      Resolver resolver,
      EnvironmentPolicy environmentPolicy,
      DeployRequest request) {
    resolver.begin(references(request));
    return new Deploy(repo, configs, resolver, environmentPolicy, request);
  }

  @Override
  public Confirmation confirmation() {
    return request.confirm();
  }

  @Override
  public String sentence(Plan plan) {
    return "deploy %s to %s".formatted(Change.services(plan), request.environment());
  }

  @Override
  public String branch() {
    var services = request.wanted().stream().map(WantedImage::service).toList();
    return Change.branch(CommitInfo.DEPLOY, request.environment(), services);
  }

  /// The references that are whole, whatever the repository says.
  private static List<ImageRef> references(DeployRequest request) {
    List<ImageRef> references = new ArrayList<>();
    for (var wanted : request.wanted()) {
      if (wanted.source() instanceof WantedImage.Source.Reference(var ref)) {
        references.add(ref);
      }
    }
    return references.stream().distinct().toList();
  }

  @Override
  public Plan plan(Commit tip) {
    var config = configs.at(tip.id());
    var found =
        Targets.find(
            new EnvironmentAt(repo, tip.id(), config, request.environment()),
            request.wanted(),
            request.confirm());
    var images = resolve(found.targets(), config);
    List<Planner.Choice> choices = new ArrayList<>();
    for (var i = 0; i < images.size(); i++) {
      choices.add(Planner.Choice.of(found.targets().get(i), images.get(i)));
    }
    var wording = new CommitInfo.Wording("Deploy", "@", "to " + request.environment());
    var commitInfo =
        new CommitInfo(
            CommitInfo.DEPLOY, wording, request.message(), request.provenance(), List.of());
    var plan = Planner.plan(found, choices, commitInfo);
    var violations = new Violations();
    var checked = environmentPolicy.check(plan, tip, request.override(), violations);
    violations.throwIfAny("deploy to " + request.environment());
    return checked;
  }

  /// All references in one go; images on disk one after the other, each in parallel by itself.
  private List<ImageRef.Pinned> resolve(List<Target> targets, Config config) {
    Map<Target, ImageRef> questions = new LinkedHashMap<>();
    Map<Target, ImageRef.Pinned> answers = new LinkedHashMap<>();
    for (var target : targets) {
      switch (target.wanted().source()) {
        case WantedImage.Source.Reference(var ref) -> questions.put(target, ref);
        case WantedImage.Source.ByTag(var tag) ->
            questions.put(target, Repositories.of(target, config).tagged(tag));
        case WantedImage.Source.ByDigest(var digest) ->
            questions.put(target, Repositories.of(target, config).pinned(digest));
        case WantedImage.Source.Built built ->
            answers.put(target, resolver.push(built, Repositories.of(target, config)));
      }
    }
    var asked = List.copyOf(questions.keySet());
    var resolved = resolver.all(List.copyOf(questions.values()));
    for (var i = 0; i < asked.size(); i++) {
      answers.put(asked.get(i), resolved.get(i));
    }
    return targets.stream().map(t -> Optional.ofNullable(answers.get(t)).orElseThrow()).toList();
  }
}
