package belay.deliver.history;

import belay.config.Config;
import belay.config.ConfigFiles;
import belay.config.ValuesLocation;
import belay.deliver.environment.References;
import belay.git.history.Timeline;
import belay.git.object.FileDelta;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Goes back in time step by step, and keeps track of where the values files were and how they were
/// read. Either all files are followed, or those of some places.
final class Walk {
  private final Timeline timeline;
  private final ConfigHistory configHistory;
  private final ValuesVersions versions;

  /// Files that are followed; empty: all that the configuration of their time knows.
  private final Set<String> followed = new HashSet<>();

  /// Places of files that the configuration of their time does not know.
  private final Map<String, ValuesLocation> places = new HashMap<>();

  private Config config;

  Walk(Timeline timeline, ConfigHistory configHistory, ValuesVersions versions, Config config) {
    this.timeline = timeline;
    this.configHistory = configHistory;
    this.versions = versions;
    this.config = config;
  }

  /// Follows a values file and no others that are not named so.
  void follow(ValuesLocation place, String path) {
    followed.add(path);
    places.put(path, place);
  }

  /// One step with its values files.
  ///
  /// @param index where its newer commit stands
  /// @param older the configuration before it
  /// @param newer the configuration after it
  record Turn(int index, Config older, Config newer, List<ValuesChange> changes) {}

  /// Receives turns, newest first.
  interface Visitor {
    /// Takes a turn.
    ///
    /// @return whether more are wanted
    boolean visit(Turn turn);
  }

  /// Visits the steps from one index up to another.
  void run(int from, int to, Timeline.Sieve sieve, Visitor visitor) {
    var next = from;
    while (next < to) {
      next = runUntilMoved(next, to, sieve, visitor);
    }
  }

  /// Goes on until a followed file got here from elsewhere: then other paths have to be looked at.
  ///
  /// @return the index to go on from
  private int runUntilMoved(int from, int to, Timeline.Sieve sieve, Visitor visitor) {
    var paths = new HashSet<>(followed);
    if (!paths.isEmpty()) {
      paths.add(ConfigFiles.NAME);
    }
    try (var steps = timeline.steps(from, to, paths, sieve)) {
      for (var step : (Iterable<Timeline.Step>) steps::iterator) {
        if (!visitor.visit(turn(step))) {
          return to;
        }
        if (!paths.isEmpty() && !paths.containsAll(followed)) {
          return step.index() + 1;
        }
      }
    }
    return to;
  }

  private Turn turn(Timeline.Step step) {
    var newer = config;
    var older = configHistory.before(newer, step.files());
    var all = mayHaveMoved(step) ? timeline.step(step.index()) : step.files();
    var moves = Moves.among(all, timeline, look(older, newer));
    var files = new ArrayList<>(step.files());
    if (!ConfigHistory.agree(older, newer)) {
      files.addAll(unchanged(step));
    }
    var gone = new HashSet<FileDelta>();
    moves.forEach((to, from) -> {
      if (isFollowed(to)) {
        gone.add(from);
      }
    });
    var changes =
        files.stream()
            .filter(file -> isFollowed(file.path()) && !gone.contains(file))
            .flatMap(file -> change(file, moves, older, newer).stream())
            .toList();
    if (!followed.isEmpty()) {
      changes.forEach(change -> followed.add(change.before().path()));
      follow(older);
    }
    config = older;
    return new Turn(step.index(), older, newer, changes);
  }

  /// Whether a followed file may have been another one, which is not among those looked at. In the
  /// first commit there was none.
  private boolean mayHaveMoved(Timeline.Step step) {
    return !followed.isEmpty()
        && step.index() < timeline.size() - 1
        && step.files().stream().anyMatch(FileDelta::added);
  }

  /// A service that is gone by now was where the configuration of its time had it.
  private void follow(Config older) {
    if (ConfigHistory.agree(older, config)) {
      return;
    }
    for (var place : Set.copyOf(places.values())) {
      var known = older.environments().stream().anyMatch(e -> e.name().equals(place.environment()));
      if (known) {
        follow(place, older.valuesPath(place.environment(), place.service()));
      }
    }
  }

  /// Files that a new configuration reads otherwise although nobody touched them.
  private List<FileDelta> unchanged(Timeline.Step step) {
    var touched = new HashSet<String>();
    step.files().forEach(file -> touched.add(file.path()));
    return timeline.files(timeline.spot(step.index()).commit()).stream()
        .filter(file -> isFollowed(file.path()) && !touched.contains(file.path()))
        .map(file -> new FileDelta(file.path(), file.after(), file.after()))
        .toList();
  }

  private boolean isFollowed(String path) {
    return followed.isEmpty() || followed.contains(path);
  }

  private Optional<ValuesChange> change(
      FileDelta file, Map<String, FileDelta> moves, Config older, Config newer) {
    var origin = Optional.ofNullable(moves.get(file.path())).orElse(file);
    var now = place(newer, file.path()).or(() -> place(older, origin.path()));
    if (now.isEmpty()) {
      return Optional.empty();
    }
    var was = ConfigHistory.place(older, origin.path());
    if (was.isEmpty()) {
      places.putIfAbsent(origin.path(), now.get());
    }
    var before = new ValuesVersion(was.orElse(now.get()), origin.path(), origin.before());
    return Optional.of(
        new ValuesChange(before, new ValuesVersion(now.get(), file.path(), file.after())));
  }

  private Optional<ValuesLocation> place(Config known, String path) {
    return ConfigHistory.place(known, path).or(() -> Optional.ofNullable(places.get(path)));
  }

  Moves.Look look(Config older, Config newer) {
    return new Moves.Look() {
      @Override
      public Optional<ValuesLocation> before(String path) {
        return ConfigHistory.place(older, path);
      }

      @Override
      public Optional<ValuesLocation> after(String path) {
        return place(newer, path);
      }

      @Override
      public boolean sameImage(FileDelta was, FileDelta is, ValuesLocation place) {
        var before = versions.pinned(new ValuesVersion(place, was.path(), was.before()), older);
        var after = versions.pinned(new ValuesVersion(place, is.path(), is.after()), newer);
        return before.values().stream()
            .anyMatch(b -> after.values().stream().anyMatch(a -> References.related(b, a)));
      }
    };
  }
}
