package belay.deliver.rollout;

import belay.deliver.model.Pin;
import belay.failure.Failure;
import belay.git.GitRepo;
import belay.host.Log;
import belay.yaml.image.ValuesFile;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// What Git says about the revisions that Argo CD names. Git being out of reach for a moment is no
/// reason to give up: then a revision counts as another's until it is known better.
final class Ancestry {
  private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40}");
  private static final Duration DOUBT = Duration.ofSeconds(10);

  private final GitRepo repo;
  private final Log log;
  private final RolloutTarget goal;
  private final Map<String, Answer> answers = new HashMap<>();

  /// Yes is for ever; no may be for want of knowledge and is asked again.
  private record Answer(boolean yes, long until) {}

  Ancestry(GitRepo repo, Log log, RolloutTarget goal) {
    this.repo = repo;
    this.log = log;
    this.goal = goal;
  }

  /// Whether a revision is the goal's commit or a later one of the branch.
  boolean contains(String revision) {
    if (revision.equals(goal.commit())) {
      return true;
    }
    if (!COMMIT.matcher(revision).matches()) {
      return false;
    }
    var known = answers.get(revision);
    if (known == null || (!known.yes && System.nanoTime() - known.until >= 0)) {
      known = new Answer(ask(revision), System.nanoTime() + DOUBT.toNanos());
      answers.put(revision, known);
    }
    return known.yes;
  }

  private boolean ask(String revision) {
    try {
      return repo.contains(revision, goal.commit());
    } catch (Failure failure) {
      log.explain(() -> "cannot tell what %s is: %s".formatted(revision, failure.what()));
      return false;
    }
  }

  /// The pin that a later commit has taken back, among the revisions that contain the goal's
  /// commit.
  Optional<Superseded> superseded(List<String> revisions, List<Pin> pins) {
    return revisions.stream()
        .filter(revision -> !revision.equals(goal.commit()) && contains(revision))
        .flatMap(revision -> pins.stream().flatMap(pin -> superseded(revision, pin).stream()))
        .findFirst();
  }

  /// A pin that a later commit replaced.
  ///
  /// @param now what stands there
  record Superseded(Pin pin, String revision, String now) {}

  private Optional<Superseded> superseded(String revision, Pin pin) {
    var config = goal.config();
    var naming = Optional.ofNullable(config.images(pin.service()).get(pin.image())).orElseThrow();
    var now =
        repo.read(revision, pin.file())
            .map(bytes ->
                ValuesFile.parse(pin.file(), bytes).image(naming).digest().orElse("no digest"))
            .orElse("nothing");
    return now.equals(pin.now().digest().toString())
        ? Optional.empty()
        : Optional.of(new Superseded(pin, revision, now));
  }
}
