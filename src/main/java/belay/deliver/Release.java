package belay.deliver;

import belay.config.Config;
import belay.failure.Failure;
import belay.failure.Kind;
import belay.failure.Suggest;
import belay.git.Commit;
import belay.git.GitRepo;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
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

  /// What is lifted, and the files without it.
  private record Change(List<Hold> lifted, Map<String, FileChange> files) {
    HoldOutcome outcome(Optional<Outcome.Landed> landed) {
      return HoldOutcome.of(lifted, List.of(), files, landed);
    }
  }

  HoldOutcome plan(ReleaseRequest request) {
    var change = change(repo.tip(), request);
    repo.foresee(change.files().keySet());
    return change.outcome(Optional.empty());
  }

  HoldOutcome run(ReleaseRequest request) {
    var last = new AtomicReference<>(new Change(List.of(), Map.of()));
    var text = new HoldText(ACTION, Optional.empty(), request.reason(), request.note());
    var landing =
        repo.land(tip -> {
          var change = change(tip, request);
          last.set(change);
          return change.lifted().isEmpty()
              ? Optional.empty()
              : Optional.of(text.draft("Release", change.lifted(), change.files()));
        });
    return last.get().outcome(Outcome.Landed.of(landing, repo));
  }

  private Change change(Commit tip, ReleaseRequest request) {
    var holds = Holds.at(repo, tip.id());
    var lifted = lifted(tip, holds, request);
    return new Change(lifted, lifted.isEmpty() ? Map.of() : holds.without(lifted).changes());
  }

  private List<Hold> lifted(Commit tip, Holds holds, ReleaseRequest request) {
    var config = configs.at(tip.id());
    request.environment().ifPresent(config::environment);
    List<Hold> lifted = new ArrayList<>();
    for (var name : request.names()) {
      var meant = holds.all().stream().filter(hold -> means(name, hold)).toList();
      if (meant.isEmpty()) {
        requireKnown(tip, config, holds, name);
      }
      meant.stream()
          .filter(hold ->
              request.environment().isEmpty() || hold.environment().equals(request.environment()))
          .filter(hold -> !lifted.contains(hold))
          .forEach(lifted::add);
    }
    return lifted;
  }

  private static boolean means(String name, Hold hold) {
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
    if (!known.contains(name)) {
      throw new Failure(
          Kind.NOT_FOUND,
          "no service and no digest: \"%s\"%s".formatted(name, Suggest.hint(name, known)),
          "belay hold --list shows what is held");
    }
  }
}
