package belay.deliver;

import belay.config.Config;
import belay.deliver.environment.ConfigSource;
import belay.deliver.environment.Context;
import belay.deliver.environment.EnvironmentAt;
import belay.deliver.environment.ImageText;
import belay.deliver.environment.Place;
import belay.deliver.environment.References;
import belay.deliver.environment.Repositories;
import belay.deliver.environment.Services;
import belay.deliver.environment.Target;
import belay.deliver.history.PinHistory;
import belay.deliver.model.CommitInfo;
import belay.deliver.model.Confirmation;
import belay.deliver.model.Provenance;
import belay.deliver.model.RollbackRequest;
import belay.deliver.model.Trailers;
import belay.deliver.model.WantedImage;
import belay.deliver.plan.Plan;
import belay.deliver.plan.Planner;
import belay.deliver.plan.Resolver;
import belay.deliver.plan.Targets;
import belay.deliver.policy.EnvironmentPolicy;
import belay.deliver.policy.Hold;
import belay.deliver.policy.Holds;
import belay.deliver.policy.ImageAvailability;
import belay.deliver.policy.Violations;
import belay.failure.Failure;
import belay.failure.Kind;
import belay.git.GitRepo;
import belay.git.object.Commit;
import belay.host.Log;
import belay.image.Digest;
import belay.image.ImageRef;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Brings back the image keys of an earlier state, and nothing else of it, and holds the digests
/// left behind.
///
/// What is brought back, and from what, is settled before the first push. Where somebody changes
/// the same images meanwhile the rollback is refused: they are not what was seen to be bad.
final class Rollback implements Change {
  private static final String ACTION = "rollback";

  private final GitRepo repo;
  private final ConfigSource configs;
  private final PinHistory pinHistory;
  private final EnvironmentPolicy environmentPolicy;
  private final ImageAvailability availability;
  private final Log log;
  private final InstantSource clock;
  private final RollbackRequest request;

  /// What is brought back, settled on the first commit that is planned for.
  private @Nullable List<Step> settled;

  Rollback(
      Context context,
      PinHistory pinHistory,
      EnvironmentPolicy environmentPolicy,
      Resolver resolver,
      RollbackRequest request) {
    this.repo = context.repo();
    this.configs = context.configs();
    this.pinHistory = pinHistory;
    this.environmentPolicy = environmentPolicy;
    this.availability = new ImageAvailability(resolver, context.log());
    this.log = context.log();
    this.clock = context.clock();
    this.request = request;
  }

  /// One image that goes back.
  ///
  /// @param from what stood there when the rollback was asked for
  /// @param to what is to stand there
  private record Step(
      WantedImage wanted, Optional<String> from, ImageRef.Pinned to, String spelled) {}

  @Override
  public Confirmation confirmation() {
    return request.note().confirm();
  }

  @Override
  public String sentence(Plan plan) {
    return "roll back %s in %s".formatted(Change.services(plan), request.environment());
  }

  @Override
  public String branch() {
    var services = request.services().isEmpty() ? List.of("all") : request.services();
    return Change.branch(ACTION, request.environment(), services);
  }

  @Override
  public Plan plan(Commit tip) {
    var known = settled;
    if (known == null) {
      known = steps(tip);
      settled = known;
    }
    return plan(tip, known);
  }

  private List<Step> steps(Commit tip) {
    var config = configs.at(tip.id());
    var environment = config.environment(request.environment()).name();
    var environmentAt = new EnvironmentAt(repo, tip.id(), config, environment);
    var whole = request.services().isEmpty();
    var services = whole ? Services.in(repo, tip.id(), config, environment) : request.services();
    for (var service : services) {
      var place = new Place(service, environment, config.valuesPath(environment, service));
      if (repo.read(tip.id(), place.file()).isEmpty()) {
        throw Services.unknown(repo, tip.id(), config, place);
      }
    }
    var states =
        new RollbackTarget(environmentAt, configs, pinHistory).of(services, request.state(), whole);
    var back = back(states, whole);
    var found = Targets.find(environmentAt, List.copyOf(back.keySet()));
    List<Step> steps = new ArrayList<>();
    for (var target : found.targets()) {
      var reference = Optional.ofNullable(back.get(target.wanted())).orElseThrow();
      var now = ImageText.reference(target.before());
      if (!now.equals(Optional.of(reference))) {
        steps.add(step(target, now, reference, config));
      }
    }
    return steps;
  }

  /// What each image goes back to. Of a whole environment, what it did not have then is left out.
  private Map<WantedImage, String> back(Map<String, Map<String, String>> states, boolean whole) {
    Map<WantedImage, String> back = new LinkedHashMap<>();
    List<String> without = new ArrayList<>();
    states.forEach((service, images) ->
        images.forEach((name, reference) -> {
          if (whole && reference.isEmpty()) {
            without.add(service + " had no image in that state");
          } else {
            back.put(wanted(service, name, reference), reference);
          }
        }));
    OmittedServices.tell(log, without);
    return back;
  }

  private static WantedImage wanted(String service, String name, String reference) {
    return new WantedImage(service, Optional.of(name), new WantedImage.Source.ByTag(reference));
  }

  private static Step step(Target target, Optional<String> now, String reference, Config config) {
    var at = reference.indexOf('@');
    var spelled = at < 0 ? "" : reference.substring(0, at);
    var repository = spelled.isEmpty() ? Repositories.of(target, config).toString() : spelled;
    try {
      if (at >= 0 && References.fault(reference).isEmpty()) {
        var image = ImageRef.parse(repository + reference.substring(at));
        if (image instanceof ImageRef.Pinned pinned) {
          return new Step(target.wanted(), now, pinned, repository);
        }
      }
    } catch (Failure malformed) {
      throw noDigest(target, reference).because(malformed.what());
    }
    throw noDigest(target, reference);
  }

  private static Failure noDigest(Target target, String reference) {
    var name = target.wanted().service();
    return new Failure(
        Kind.REFUSED,
        reference.isEmpty()
            ? "\"%s\" had no image in that state".formatted(name)
            : "\"%s\" had no digest in that state, but %s".formatted(name, reference),
        "name another state (--to), or pin what you want: belay deploy %s --tag TAG"
            .formatted(name));
  }

  private Plan plan(Commit tip, List<Step> steps) {
    var config = configs.at(tip.id());
    var wanted = steps.stream().map(Step::wanted).toList();
    var found =
        Targets.find(new EnvironmentAt(repo, tip.id(), config, request.environment()), wanted);
    List<Planner.Choice> choices = new ArrayList<>();
    for (var i = 0; i < steps.size(); i++) {
      var step = steps.get(i);
      requireUnmoved(found.targets().get(i), step, request.environment());
      choices.add(new Planner.Choice(found.targets().get(i), step.to(), step.spelled()));
    }
    var plan = Planner.plan(found, choices, commitInfo());
    var violations = new Violations();
    environmentPolicy.holds(plan, tip, "go back further (--to)", violations);
    availability.check(plan, violations);
    violations.throwIfAny("roll back in " + request.environment());
    return request.hold() ? held(plan, tip) : plan;
  }

  private static void requireUnmoved(Target target, Step step, String environment) {
    var now = ImageText.reference(target.before());
    if (!now.equals(step.from())) {
      throw new Failure(
          Kind.CONFLICT,
          "\"%s\" changed in %s meanwhile: it is %s now, and was %s"
              .formatted(
                  step.wanted().service(),
                  environment,
                  now.orElse("nothing"),
                  step.from().orElse("nothing")),
          "belay history %s --env %s, then decide again"
              .formatted(step.wanted().service(), environment));
    }
  }

  private CommitInfo commitInfo() {
    var wording = new CommitInfo.Wording("Roll back", " to ", "in " + request.environment());
    var note = request.note();
    var provenance = new Provenance(Optional.empty(), note.provenance().run());
    return new CommitInfo(ACTION, wording, note.message(), provenance, List.of())
        .with(Trailers.REASON, request.reason());
  }

  private Plan held(Plan plan, Commit tip) {
    var holds = Holds.at(repo, tip.id());
    List<Hold> more = new ArrayList<>();
    var commitInfo = plan.commitInfo();
    for (var pin : plan.changed()) {
      var left = pin.previousDigest().filter(Digest::isDigest).map(Digest::parse);
      if (left.isEmpty() || left.get().equals(pin.now().digest())) {
        continue;
      }
      var hold =
          new Hold(
              left.get(),
              Optional.of(pin.service()),
              Optional.of(pin.environment()),
              Hold.Scope.EVERYWHERE,
              Optional.of(repo.author()),
              Optional.of(clock.instant().truncatedTo(ChronoUnit.SECONDS)),
              request.reason());
      if (holds.covering(hold).isEmpty() && more.stream().noneMatch(one -> one.covers(hold))) {
        more.add(hold);
        commitInfo = commitInfo.with(Trailers.HOLD, Optional.of(left.get().toString()));
      }
    }
    return plan.with(commitInfo).with(holds.with(more).changes());
  }
}
