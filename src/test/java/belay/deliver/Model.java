package belay.deliver;

import belay.deliver.ModelCommit.Place;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// What history, `where` and the state at a time have to answer, worked out from the commits that
/// were made, as simply as can be.
///
/// @param line the main line, newest first
record Model(List<ModelCommit> line) {
  /// A change, as far as it is compared.
  record Told(
      String commit, Place place, Optional<String> previous, Optional<String> now, String action) {
    @Override
    public String toString() {
      return "%s %s %s/%s %s -> %s"
          .formatted(
              commit.substring(0, 9),
              action,
              place.environment(),
              place.service(),
              previous.map(Told::shortened).orElse("none"),
              now.map(Told::shortened).orElse("none"));
    }

    private static String shortened(String reference) {
      return reference.replaceFirst(".*/", "").replaceFirst("(?<=sha256:.{7}).*", "");
    }
  }

  /// A span of time in which a digest was pinned, by commits.
  record Span(Place place, String from, Optional<String> to) {}

  /// All changes, for each commit of the main line those that it brought.
  List<Set<Told>> history() {
    return line.stream().map(this::brought).filter(told -> !told.isEmpty()).toList();
  }

  /// The changes of a service, under its former names as well.
  List<Set<Told>> history(Place asked) {
    Set<String> names = new HashSet<>(Set.of(asked.service()));
    List<Set<Told>> history = new ArrayList<>();
    for (var commit : line) {
      Set<Told> told = new HashSet<>();
      for (var change : places(commit)) {
        if (!change.environment().equals(asked.environment())) {
          continue;
        }
        if (names.contains(change.service()) && !isLeft(commit, change, names)) {
          told.addAll(change(commit, change, origin(commit, change)));
        }
      }
      for (var name : Set.copyOf(names)) {
        Optional.ofNullable(commit.renamed().get(new Place(asked.environment(), name)))
            .ifPresent(names::add);
      }
      if (!told.isEmpty()) {
        history.add(told);
      }
    }
    return history;
  }

  private Set<Told> brought(ModelCommit commit) {
    Set<Told> told = new HashSet<>();
    for (var place : places(commit)) {
      if (!isLeft(commit, place, Set.of())) {
        told.addAll(change(commit, place, origin(commit, place)));
      }
    }
    return told;
  }

  /// Whether the service went on under another name; empty: under any.
  private static boolean isLeft(ModelCommit commit, Place place, Set<String> names) {
    return commit.renamed().entrySet().stream()
        .anyMatch(e ->
            e.getKey().environment().equals(place.environment())
                && e.getValue().equals(place.service())
                && (names.isEmpty() || names.contains(e.getKey().service())));
  }

  private static Set<Place> places(ModelCommit commit) {
    Set<Place> places = new TreeSet<>(commit.pins().keySet());
    commit.parents().forEach(parent -> places.addAll(parent.pins().keySet()));
    return places;
  }

  private static Place origin(ModelCommit commit, Place place) {
    return Optional.ofNullable(commit.renamed().get(place))
        .map(name -> new Place(place.environment(), name))
        .orElse(place);
  }

  /// Who changed a place, seen from a commit of the main line.
  private static List<Told> change(ModelCommit commit, Place place, Place origin) {
    var now = pin(commit, place);
    var previous = commit.parents().stream().findFirst().flatMap(p -> pin(p, origin));
    if (now.equals(previous)) {
      return List.of();
    }
    if (commit.parents().size() > 1) {
      var side = commit.parents().get(1);
      if (pin(side, place).equals(now)) {
        var made = made(side, commit.parents().getFirst(), place);
        if (!made.isEmpty()) {
          return made;
        }
      }
    }
    return List.of(new Told(commit.id(), place, previous, now, commit.action()));
  }

  /// The commits of a side that changed a place, down to where the side left the main line.
  private static List<Told> made(ModelCommit tip, ModelCommit main, Place place) {
    Set<String> onMain = new HashSet<>();
    for (var at = Optional.of(main); at.isPresent(); ) {
      onMain.add(at.get().id());
      at = at.get().parents().stream().findFirst();
    }
    List<Told> made = new ArrayList<>();
    for (var at = tip; !onMain.contains(at.id()); at = at.parents().getFirst()) {
      var before = pin(at.parents().getFirst(), place);
      var after = pin(at, place);
      if (!before.equals(after)) {
        made.add(new Told(at.id(), place, before, after, at.action()));
      }
    }
    return made;
  }

  private static Optional<String> pin(ModelCommit commit, Place place) {
    return Optional.ofNullable(commit.pins().get(place));
  }

  /// When a digest stood where.
  Set<Span> where(String digest) {
    Set<Span> spans = new HashSet<>();
    var all =
        line.stream()
            .flatMap(commit -> commit.pins().keySet().stream())
            .collect(Collectors.toCollection(TreeSet::new));
    for (var place : all) {
      Optional<String> end = Optional.empty();
      for (var i = 0; i < line.size(); i++) {
        var here = has(line.get(i), place, digest);
        var before = i + 1 < line.size() && has(line.get(i + 1), place, digest);
        if (here && !before) {
          spans.add(new Span(place, line.get(i).id(), end));
        }
        if (before && !here) {
          end = Optional.of(line.get(i).id());
        }
      }
    }
    return spans;
  }

  private static boolean has(ModelCommit commit, Place place, String digest) {
    return pin(commit, place).filter(ref -> ref.endsWith("@" + digest)).isPresent();
  }

  /// What stood where at a commit of the main line.
  Map<Place, String> state(int index) {
    return line.get(index).pins();
  }
}
