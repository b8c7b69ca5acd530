package belay.deliver;

import belay.config.Config;
import belay.deliver.environment.ConfigSource;
import belay.deliver.environment.Context;
import belay.deliver.environment.EnvironmentAt;
import belay.deliver.environment.ImageText;
import belay.deliver.environment.Place;
import belay.deliver.environment.References;
import belay.deliver.environment.Services;
import belay.deliver.history.Archive;
import belay.deliver.history.DigestQuery;
import belay.deliver.history.FindDigest;
import belay.deliver.model.FileChange;
import belay.deliver.model.Outcome;
import belay.deliver.plan.CommitLoop;
import belay.deliver.plan.PlannedCommit;
import belay.deliver.policy.Hold;
import belay.deliver.policy.HoldOutcome;
import belay.deliver.policy.HoldRequest;
import belay.deliver.policy.HoldText;
import belay.deliver.policy.Holds;
import belay.failure.Failure;
import belay.failure.Kind;
import belay.git.GitRepo;
import belay.git.object.Commit;
import belay.git.object.Draft;
import belay.image.Digest;
import belay.yaml.image.ValuesFile;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Sets holds. Which digests are meant is settled before the first push: what somebody deploys
/// meanwhile is not what was seen to be bad.
final class Holding {
  private static final String ACTION = "hold";
  private static final Pattern HEX = Pattern.compile("(?i)[0-9a-f]{7,128}");

  private final GitRepo repo;
  private final ConfigSource configs;
  private final InstantSource clock;

  Holding(Context context) {
    this.repo = context.repo();
    this.configs = context.configs();
    this.clock = context.clock();
  }

  /// Which holds are new at a tip, which were there, and the files with them.
  private record HoldChange(
      List<Hold> more, List<Hold> already, Map<String, FileChange> files, HoldText text)
      implements PlannedCommit {
    @Override
    public Draft draft() {
      return text.draft("Hold", more, files);
    }

    HoldOutcome outcome(Optional<Outcome.Landed> landed) {
      return HoldOutcome.of(more, already, List.of(), files, landed);
    }
  }

  HoldOutcome plan(HoldRequest request) {
    var tip = repo.tip();
    var change = change(tip, wanted(tip, request), text(request));
    repo.foresee(change.files().keySet());
    return change.outcome(Optional.empty());
  }

  HoldOutcome run(HoldRequest request) {
    var first = repo.tip();
    var wanted = wanted(first, request);
    var done = CommitLoop.run(repo.update(), tip -> change(tip, wanted, text(request)));
    return done.plan().outcome(done.landed());
  }

  private static HoldText text(HoldRequest request) {
    return new HoldText(
        ACTION, request.environment(), Optional.of(request.reason()), request.note());
  }

  private HoldChange change(Commit tip, List<Hold> wanted, HoldText text) {
    var holds = Holds.at(repo, tip.id());
    List<Hold> more = new ArrayList<>();
    Set<Hold> already = new LinkedHashSet<>();
    for (var hold : wanted) {
      var there = holds.covering(hold);
      if (there.isEmpty()) {
        holds = holds.with(List.of(hold));
        more.add(hold);
      } else if (!more.contains(there.get())) {
        already.add(there.get());
      }
    }
    return new HoldChange(
        more, List.copyOf(already), more.isEmpty() ? Map.of() : holds.changes(), text);
  }

  private List<Hold> wanted(Commit tip, HoldRequest request) {
    var config = configs.at(tip.id());
    request.environment().ifPresent(config::environment);
    List<Hold> wanted = new ArrayList<>();
    for (var name : request.names()) {
      if (isDigest(tip, config, name)) {
        var scope =
            request.environment().isEmpty() ? Hold.Scope.EVERYWHERE : Hold.Scope.ENVIRONMENT;
        wanted.add(hold(request, digest(name), Optional.empty(), scope));
      } else {
        for (var digest : digests(tip, config, name, request.environment())) {
          wanted.add(hold(request, digest, Optional.of(service(name)), Hold.Scope.EVERYWHERE));
        }
      }
    }
    return wanted;
  }

  private Hold hold(
      HoldRequest request, Digest digest, Optional<String> service, Hold.Scope scope) {
    return new Hold(
        digest,
        service,
        request.environment(),
        scope,
        Optional.of(repo.author()),
        Optional.of(clock.instant().truncatedTo(ChronoUnit.SECONDS)),
        Optional.of(request.reason()));
  }

  /// A service may be called as a digest begins; then it is the service.
  private boolean isDigest(Commit tip, Config config, String name) {
    return name.contains(":")
        || name.contains("@")
        || (HEX.matcher(name).matches() && environments(tip, config, name).isEmpty());
  }

  /// In full it need not have been here; a beginning must be that of one that was.
  private Digest digest(String name) {
    var sought = DigestQuery.parse(name);
    if (sought.isWhole()) {
      return Digest.parse(sought.start());
    }
    var found = FindDigest.find(Archive.open(repo, configs), sought);
    if (found.stays().isEmpty()) {
      throw new Failure(
          Kind.NOT_FOUND,
          "\"%s\" was never pinned here".formatted(name),
          "write the digest in full, to hold one that is not known here yet");
    }
    return Digest.parse(found.digest());
  }

  private static String service(String name) {
    return name.replaceFirst("/.*", "");
  }

  private List<String> environments(Commit tip, Config config, String service) {
    return config.environments().stream()
        .map(environment -> environment.name())
        .filter(environment -> Services.in(repo, tip.id(), config, environment).contains(service))
        .toList();
  }

  private Set<Digest> digests(
      Commit tip, Config config, String name, Optional<String> environment) {
    var service = service(name);
    var there = environments(tip, config, service);
    if (there.isEmpty()) {
      throw Services.unknown(repo, tip.id(), config, service);
    }
    var asked = environment.map(List::of).orElse(there);
    Set<Digest> digests = new LinkedHashSet<>();
    for (var one : asked) {
      digests.addAll(digests(new EnvironmentAt(repo, tip.id(), config, one), name));
    }
    if (digests.isEmpty()) {
      throw new Failure(
          Kind.REFUSED,
          "%s pins no digest in %s".formatted(name, String.join(", ", asked)),
          "hold the digest itself: belay hold sha256:... --reason \"...\"");
    }
    return digests;
  }

  /// What a service, or one of its images, pins in an environment.
  ///
  /// @throws Failure (not found) where the service is not there
  static Set<Digest> digests(EnvironmentAt environmentAt, String name) {
    var service = service(name);
    var path = environmentAt.config().valuesPath(environmentAt.environment(), service);
    var place = new Place(service, environmentAt.environment(), path);
    var file =
        environmentAt
            .repo()
            .read(environmentAt.commit(), path)
            .map(bytes -> ValuesFile.parse(path, bytes))
            .orElseThrow(() ->
                Services.unknown(
                    environmentAt.repo(), environmentAt.commit(), environmentAt.config(), place));
    Set<Digest> digests = new LinkedHashSet<>();
    environmentAt
        .config()
        .images(service)
        .forEach((image, at) -> {
          if (name.equals(service) || name.equals(service + "/" + image)) {
            ImageText.reference(file.image(at))
                .flatMap(References::digest)
                .map(Digest::parse)
                .ifPresent(digests::add);
          }
        });
    return digests;
  }
}
