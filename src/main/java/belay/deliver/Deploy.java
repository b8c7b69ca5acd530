package belay.deliver;

import belay.config.Config;
import belay.git.Commit;
import belay.git.GitRepo;
import belay.image.ImageRef;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Pins images in one environment as one commit. Deploying twice is one deploy.
final class Deploy {
  static final String ACTION = "deploy";

  private final GitRepo repo;
  private final ConfigSource configs;
  private final Resolver resolver;
  private final Gatekeeper gatekeeper;

  Deploy(GitRepo repo, ConfigSource configs, Resolver resolver, Gatekeeper gatekeeper) {
    this.repo = repo;
    this.configs = configs;
    this.resolver = resolver;
    this.gatekeeper = gatekeeper;
  }

  Errand errand(DeployRequest request) {
    var services = request.wanted().stream().map(Wanted::service).toList();
    resolver.begin(references(request));
    return new Errand(
        tip -> plan(tip, request),
        request.confirm(),
        plan -> "deploy %s to %s".formatted(Errand.services(plan), request.environment()),
        Errand.branch(ACTION, request.environment(), services));
  }

  /// The references that are whole, whatever the repository says.
  private static List<ImageRef> references(DeployRequest request) {
    List<ImageRef> references = new ArrayList<>();
    for (var wanted : request.wanted()) {
      if (wanted.source() instanceof Wanted.Source.Reference(var ref)) {
        references.add(ref);
      }
    }
    return references.stream().distinct().toList();
  }

  private Plan plan(Commit tip, DeployRequest request) {
    var config = configs.at(tip.id());
    var found =
        Targets.find(
            new Scene(repo, tip.id(), config, request.environment()),
            request.wanted(),
            request.confirm());
    var images = resolve(found.targets(), config);
    List<Planner.Choice> choices = new ArrayList<>();
    for (var i = 0; i < images.size(); i++) {
      choices.add(Planner.Choice.of(found.targets().get(i), images.get(i)));
    }
    var wording = new Story.Wording("Deploy", "@", "to " + request.environment());
    var story = new Story(ACTION, wording, request.message(), request.provenance(), List.of());
    var plan = Planner.plan(found, choices, story);
    var objections = new Objections();
    var checked = gatekeeper.check(plan, tip, request.override(), objections);
    objections.throwIfAny("deploy to " + request.environment());
    return checked;
  }

  /// All references in one go; images on disk one after the other, each in parallel by itself.
  private List<ImageRef.Pinned> resolve(List<Target> targets, Config config) {
    Map<Target, ImageRef> questions = new LinkedHashMap<>();
    Map<Target, ImageRef.Pinned> answers = new LinkedHashMap<>();
    for (var target : targets) {
      switch (target.wanted().source()) {
        case Wanted.Source.Reference(var ref) -> questions.put(target, ref);
        case Wanted.Source.ByTag(var tag) ->
            questions.put(target, Repositories.of(target, config).tagged(tag));
        case Wanted.Source.ByDigest(var digest) ->
            questions.put(target, Repositories.of(target, config).pinned(digest));
        case Wanted.Source.Built built ->
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
