package belay.deliver;

import belay.config.Config;
import belay.failure.Failure;
import belay.failure.Kind;
import belay.failure.Suggest;
import belay.git.Commit;
import belay.git.Draft;
import belay.git.GitRepo;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;

/// Lifts holds.
final class Release {
  private static final String ACTION = "release";
  private static final Pattern DIGEST = Pattern.compile("(?:sha256:|sha512:)[0-9a-f]{6,128}");

  private final GitRepo repo;
  private final ConfigSource configs;

  Release(GitRepo repo, ConfigSource configs) {
    this.repo = repo;
    this.configs = configs;
  }

  Released plan(ReleaseRequest request) {
    var change = change(repo.tip(), request);
    repo.foresee(change.files().keySet());
    return released(change, Optional.empty());
  }

  /// What is lifted, and the files without it.
  private record Change(List<Hold> lifted, Map<String, FileChange> files) {}

  private static Released released(Change change, Optional<Outcome.Landed> landed) {
    var diffs = change.files().entrySet().stream().map(file -> file.getValue().diff(file.getKey()));
    return new Released(change.lifted(), diffs.toList(), landed);
  }

  Released run(ReleaseRequest request) {
    var last = new AtomicReference<>(new Change(List.of(), Map.of()));
    var landing =
        repo.land(tip -> {
          var change = change(tip, request);
          last.set(change);
          return change.lifted().isEmpty() ? Optional.empty() : Optional.of(draft(change, request));
        });
    return released(last.get(), Outcome.Landed.of(landing, repo));
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
        || (DIGEST.matcher(name).matches() && hold.digest().toString().startsWith(name));
  }

  /// To lift what is not held is nothing to do; to misspell a name is a mistake.
  private void requireKnown(Commit tip, Config config, Holds holds, String name) {
    if (DIGEST.matcher(name).matches()) {
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
          "belay status shows what is held");
    }
  }

  private static Draft draft(Change change, ReleaseRequest request) {
    Map<String, byte[]> files = new LinkedHashMap<>();
    change.files().forEach((path, file) -> files.put(path, file.after()));
    return new Draft(files, message(change.lifted(), request));
  }

  private static String message(List<Hold> lifted, ReleaseRequest request) {
    var first = lifted.getFirst();
    var what =
        lifted.size() > 1
            ? lifted.size() + " digests"
            : first.service().map(s -> s + "@").orElse("") + first.digest().abbreviated();
    var text =
        new StringBuilder(request.note().message().map(String::strip).orElse("Release " + what));
    text.append("\n\n");
    for (var hold : lifted) {
      CommitText.trailer(text, CommitText.HOLD, Optional.of(hold.digest().toString()));
    }
    CommitText.trailer(text, CommitText.ACTION, Optional.of(ACTION));
    CommitText.trailer(text, CommitText.REASON, request.reason());
    CommitText.trailer(text, CommitText.RUN, request.note().provenance().run());
    return text.toString();
  }
}
