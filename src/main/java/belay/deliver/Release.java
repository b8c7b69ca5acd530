package belay.deliver;

import belay.config.Config;
import belay.config.Environment;
import belay.deliver.environment.ConfigSource;
import belay.deliver.environment.EnvironmentAt;
import belay.deliver.environment.Services;
import belay.deliver.model.FileChange;
import belay.deliver.model.Outcome;
import belay.deliver.plan.CommitLoop;
import belay.deliver.plan.PlannedCommit;
import belay.deliver.policy.Hold;
import belay.deliver.policy.HoldOutcome;
import belay.deliver.policy.HoldText;
import belay.deliver.policy.Holds;
import belay.deliver.policy.ReleaseRequest;
import belay.failure.Failure;
import belay.failure.Kind;
import belay.failure.Suggest;
import belay.git.GitRepo;
import belay.git.object.Commit;
import belay.git.object.Draft;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Lifts holds.
final class Release {
  private static final String ACTION = "release";
  private static final Pattern DIGEST =
      Pattern.compile("(?:(?:sha256:|sha512:)[0-9a-f]{6,128}|[0-9a-f]{7,128})");

  private final GitRepo repo;
  private final ConfigSource configs;

  Release(GitRepo repo, ConfigSource configs) {
    this.repo = repo;
    this.configs = configs;
  }

  /// What is lifted, what is not, and the files without it.
  private record HoldChange(
      List<Hold> lifted,
      List<HoldOutcome.Remaining> remaining,
      Map<String, FileChange> files,
      HoldText text)
      implements PlannedCommit {
    @Override
    public Draft draft() {
      return text.draft("Release", lifted, files);
    }

    HoldOutcome outcome(Optional<Outcome.Landed> landed) {
      return HoldOutcome.of(lifted, List.of(), remaining, files, landed);
    }
  }

  HoldOutcome plan(ReleaseRequest request) {
    var change = change(repo.tip(), request);
    repo.foresee(change.files().keySet());
    return change.outcome(Optional.empty());
  }

  HoldOutcome run(ReleaseRequest request) {
    var done = CommitLoop.run(repo.update(), tip -> change(tip, request));
    return done.plan().outcome(done.landed());
  }

  private HoldChange change(Commit tip, ReleaseRequest request) {
    var config = configs.at(tip.id());
    request.environment().ifPresent(config::environment);
    var holds = Holds.at(repo, tip.id());
    Set<Hold> lifted = new LinkedHashSet<>();
    Map<Hold, HoldOutcome.Remaining> remaining = new LinkedHashMap<>();
    for (var name : request.names()) {
      var meant = holds.all().stream().filter(hold -> context(name, hold)).toList();
      var liftable = meant.stream().filter(hold -> wasSetIn(request, hold)).toList();
      lifted.addAll(liftable);
      meant.forEach(hold -> remaining.put(hold, remaining(name, hold)));
      if (meant.isEmpty()) {
        requireKnown(tip, config, holds, name);
        inTheWay(tip, config, holds, name, request)
            .forEach(hold -> remaining.put(hold, remaining(hold.digest().abbreviated(), hold)));
      }
    }
    remaining.keySet().removeAll(lifted);
    return new HoldChange(
        List.copyOf(lifted),
        List.copyOf(remaining.values()),
        lifted.isEmpty() ? Map.of() : holds.without(List.copyOf(lifted)).changes(),
        new HoldText(ACTION, Optional.empty(), request.reason(), request.note()));
  }

  private static boolean wasSetIn(ReleaseRequest request, Hold hold) {
    return request.environment().isEmpty() || hold.environment().equals(request.environment());
  }

  private static HoldOutcome.Remaining remaining(String name, Hold hold) {
    var where = hold.environment().map(" --env "::concat).orElse("");
    return new HoldOutcome.Remaining(hold, "belay release " + name + where);
  }

  /// The holds that were set for every service and stop what a service pins.
  private List<Hold> inTheWay(
      Commit tip, Config config, Holds holds, String service, ReleaseRequest request) {
    return config.environments().stream()
        .map(Environment::name)
        .filter(name -> request.environment().filter(wanted -> !wanted.equals(name)).isEmpty())
        .filter(name -> Services.in(repo, tip.id(), config, name).contains(service))
        .flatMap(name ->
            Holding.digests(new EnvironmentAt(repo, tip.id(), config, name), service).stream()
                .flatMap(digest -> holds.on(service, name, digest).stream()))
        .distinct()
        .toList();
  }

  private static boolean context(String name, Hold hold) {
    return hold.service().equals(Optional.of(name))
        || beginning(name)
            .filter(start ->
                start.contains(":")
                    ? hold.digest().toString().startsWith(start)
                    : hold.digest().hex().startsWith(start))
            .isPresent();
  }

  /// A digest as people write it: alone or after a repository, in full or its beginning.
  private static Optional<String> beginning(String name) {
    var text = name.substring(name.indexOf('@') + 1).toLowerCase(Locale.ROOT);
    return Optional.of(text).filter(digest -> DIGEST.matcher(digest).matches());
  }

  /// To lift what is not held is nothing to do; to misspell a name is a mistake.
  private void requireKnown(Commit tip, Config config, Holds holds, String name) {
    if (beginning(name).isPresent()) {
      return;
    }
    List<String> known = new ArrayList<>();
    for (var environment : config.environments()) {
      known.addAll(Services.in(repo, tip.id(), config, environment.name()));
    }
    holds.all().forEach(hold -> hold.service().ifPresent(known::add));
    var service = name.replaceFirst("/[^/]*$", "");
    if (!service.equals(name) && known.contains(service)) {
      throw new Failure(
          Kind.USAGE,
          "a hold is of a service or of a digest, not of one image: \"%s\"".formatted(name),
          "belay hold --list shows the digests; or lift all of the service: belay release "
              + service);
    }
    if (!known.contains(name)) {
      throw new Failure(
          Kind.NOT_FOUND,
          "no service and no digest: \"%s\"%s".formatted(name, Suggest.hint(name, known)),
          "belay hold --list shows what is held");
    }
  }
}
