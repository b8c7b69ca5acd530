package belay.deliver;

import belay.config.Config;
import belay.deliver.environment.ConfigSource;
import belay.deliver.environment.Context;
import belay.deliver.environment.EnvironmentAt;
import belay.deliver.environment.Repositories;
import belay.deliver.environment.Services;
import belay.deliver.environment.Target;
import belay.deliver.history.Archive;
import belay.deliver.model.CommitInfo;
import belay.deliver.model.Confirmation;
import belay.deliver.model.Pin;
import belay.deliver.model.PromoteRequest;
import belay.deliver.model.Trailers;
import belay.deliver.model.WantedImage;
import belay.deliver.plan.Plan;
import belay.deliver.plan.Planner;
import belay.deliver.plan.Resolver;
import belay.deliver.plan.Sources;
import belay.deliver.plan.Targets;
import belay.deliver.policy.EnvironmentPolicy;
import belay.deliver.policy.Violations;
import belay.deliver.rollout.ArgoCdLink;
import belay.deliver.rollout.HealthGate;
import belay.failure.Failure;
import belay.failure.Kind;
import belay.git.GitRepo;
import belay.git.object.Commit;
import belay.host.Log;
import belay.image.ImageRef;
import belay.image.Repository;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Carries digests from one environment to another: exactly those that stand in the source at one
/// commit, as one commit.
final class Promote implements Change {
  private static final String ACTION = "promote";

  private final GitRepo repo;
  private final ConfigSource configs;
  private final Resolver resolver;
  private final EnvironmentPolicy environmentPolicy;
  private final Log log;
  private final ArgoCdLink link;
  private final PromoteRequest request;

  /// Remarks that were made already: the plan may be made several times.
  private final Set<String> told = new HashSet<>();

  Promote(
      Context context,
      Resolver resolver,
      EnvironmentPolicy environmentPolicy,
      ArgoCdLink link,
      PromoteRequest request) {
    this.repo = context.repo();
    this.configs = context.configs();
    this.resolver = resolver;
    this.environmentPolicy = environmentPolicy;
    this.log = context.log();
    this.link = link;
    this.request = request;
  }

  @Override
  public Confirmation confirmation() {
    return request.note().confirm();
  }

  @Override
  public String sentence(Plan plan) {
    return "promote %s to %s".formatted(Change.services(plan), request.to());
  }

  @Override
  public String branch() {
    var services = request.services().isEmpty() ? List.of("all") : request.services();
    return Change.branch(ACTION, request.to(), services);
  }

  /// The digests of the source are read at the tip that the new commit stands on, unless another
  /// commit was named: a deployment to the source that lands meanwhile is carried along.
  @Override
  public Plan plan(Commit tip) {
    var config = configs.at(tip.id());
    var from = from(config);
    var at = request.at().map(this::commit).orElse(tip.id());
    var sources = new Sources(new EnvironmentAt(repo, at, config, from), request.at());
    var images = sources.of(services(tip, config, from), request.services().isEmpty());
    OmittedServices.tell(log, sources.left().stream().filter(told::add).toList());
    var expectations =
        Expectations.of(new EnvironmentAt(repo, at, config, from), request.expected(), resolver);
    var wanted = images.stream().map(Promote::wanted).toList();
    var found =
        Targets.find(
            new EnvironmentAt(repo, tip.id(), config, request.to()),
            wanted,
            request.note().confirm());
    List<Sources.Source> carried = new ArrayList<>();
    List<Planner.Choice> choices = new ArrayList<>();
    for (var i = 0; i < images.size(); i++) {
      var target = found.targets().get(i);
      carried.add(expectations.carried(images.get(i), target));
      choices.add(choice(target, carried.get(i).image()));
    }
    var plan = Planner.plan(found, choices, commitInfo(from, at));
    expectations.check(plan);
    return checked(plan, tip, new Origin(from, carried));
  }

  /// Where the images come from.
  private record Origin(String environment, List<Sources.Source> images) {}

  private String commit(String revision) {
    return Archive.open(repo, configs)
        .timeline()
        .id(revision)
        .orElseThrow(() -> Archive.noCommit(revision, repo.branch()));
  }

  private static WantedImage wanted(Sources.Source source) {
    return new WantedImage(
        source.service(),
        Optional.of(source.name()),
        new WantedImage.Source.Reference(source.image()));
  }

  /// Where the target names a repository of its own, the digest is to come from there.
  private static Planner.Choice choice(Target target, ImageRef.Pinned source) {
    var own = target.before().repository().flatMap(Repositories::read);
    return Planner.Choice.of(
        target, own.map(repository -> repository.pinned(source.digest())).orElse(source));
  }

  private String from(Config config) {
    var to = config.environment(request.to());
    var from =
        request
            .from()
            .or(to::promoteFrom)
            .orElseThrow(() ->
                new Failure(
                    Kind.USAGE,
                    "\"%s\" is promoted from nowhere".formatted(to.name()),
                    "say from where: --from ENV, or promoteFrom in belay.yaml"));
    if (config.environment(from).name().equals(to.name())) {
      throw new Failure(
          Kind.USAGE,
          "from \"%s\" to itself".formatted(from),
          "name two environments: --from A --to B");
    }
    return from;
  }

  private List<String> services(Commit tip, Config config, String from) {
    if (!request.services().isEmpty()) {
      return request.services();
    }
    var there = Services.in(repo, tip.id(), config, request.to());
    return Services.in(repo, tip.id(), config, from).stream().filter(there::contains).toList();
  }

  private CommitInfo commitInfo(String from, String at) {
    var wording =
        new CommitInfo.Wording("Promote", "@", "from %s to %s".formatted(from, request.to()));
    var note = request.note();
    return new CommitInfo(ACTION, wording, note.message(), note.provenance(), List.of())
        .with(Trailers.FROM, Optional.of(from))
        .with(Trailers.FROM_COMMIT, Optional.of(at));
  }

  /// Everything that may speak against it is found out before anything is refused or copied.
  private Plan checked(Plan plan, Commit tip, Origin origin) {
    Map<ImageRef.Pinned, ImageRef.Pinned> origins = new LinkedHashMap<>();
    List<Sources.Source> moving = new ArrayList<>();
    for (var i = 0; i < origin.images().size(); i++) {
      if (plan.pins().get(i).changed()) {
        moving.add(origin.images().get(i));
        origins.put(plan.pins().get(i).now(), origin.images().get(i).image());
      }
    }
    var violations = new Violations();
    if (request.verified().isPresent() && !moving.isEmpty()) {
      new HealthGate(config -> link.open(config, request.verified().get()))
          .check(plan.config(), origin.environment(), moving, violations);
    }
    var copies = missing(plan, origins, violations);
    copies.forEach(resolver::standsFor);
    var checked = environmentPolicy.check(plan, tip, request.override(), violations);
    violations.throwIfAny("promote to " + request.to());
    copies.forEach(this::copy);
    return checked;
  }

  private void copy(ImageRef.Pinned image, ImageRef.Pinned origin) {
    var verb = resolver.copy(image, origin) ? "copied" : "to be copied:";
    var remark =
        "%s %s@%s to %s"
            .formatted(verb, origin.repository(), image.digest().abbreviated(), image.repository());
    if (told.add(remark)) {
      log.note(remark);
    }
  }

  /// What is to be copied: the images that the target's registry lacks, with where they are.
  private Map<ImageRef.Pinned, ImageRef.Pinned> missing(
      Plan plan, Map<ImageRef.Pinned, ImageRef.Pinned> origins, Violations violations) {
    Map<ImageRef.Pinned, ImageRef.Pinned> copies = new LinkedHashMap<>();
    for (var image : resolver.missing(List.copyOf(origins.keySet()))) {
      copies.put(image, Optional.ofNullable(origins.get(image)).orElseThrow());
    }
    var gone = resolver.missing(List.copyOf(copies.values()));
    for (var pin : plan.changed()) {
      var origin = copies.get(pin.now());
      if (origin != null && gone.contains(origin)) {
        violations.add(
            "%s: %s is in no registry any more".formatted(pin.name(), origin),
            "push the image again: belay push DIR " + origin.repository());
        copies.remove(pin.now());
      } else if (origin != null && !request.copy()) {
        violations.add(lacks(pin, origin.repository()), copyCommand());
        copies.remove(pin.now());
      }
    }
    return copies;
  }

  private static String lacks(Pin pin, Repository origin) {
    return "%s: %s does not have %s, which is in %s"
        .formatted(pin.name(), pin.now().repository(), pin.now().digest().abbreviated(), origin);
  }

  private String copyCommand() {
    return "copy it: belay promote %s%s --to %s --copy"
        .formatted(
            request.services().isEmpty() ? "--all" : String.join(" ", request.services()),
            request.from().map(from -> " --from " + from).orElse(""),
            request.to());
  }
}
