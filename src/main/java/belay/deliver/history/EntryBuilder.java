package belay.deliver.history;

import belay.deliver.model.CommitTime;
import belay.deliver.model.Entry;
import belay.deliver.model.Trailers;
import belay.git.history.RenameDetection;
import belay.git.object.Commit;
import belay.git.object.FileDelta;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// From changed files to changed images, and to the commits that changed them.
final class EntryBuilder {
  static final String MANUAL = "manual";
  private static final String REVERT = "revert";
  private static final Pattern REVERTED =
      Pattern.compile(
          "^(?:Revert \"|.*^This reverts commit [0-9a-f]{7,64})",
          Pattern.MULTILINE | Pattern.DOTALL);

  private final Archive archive;
  private final Walk walk;

  EntryBuilder(Archive archive, Walk walk) {
    this.archive = archive;
    this.walk = walk;
  }

  /// What a step changed. Of several commits that a merge brought, the newest comes first, as far
  /// as those of each file allow.
  List<Entry> entries(Walk.Turn turn, List<ValuesChange> changes) {
    var open = new ArrayDeque<Deque<Entry>>();
    for (var change : changes) {
      entries(turn, change).stream()
          .filter(told -> !told.isEmpty())
          .forEach(told -> open.add(new ArrayDeque<>(told)));
    }
    List<Entry> entries = new ArrayList<>();
    while (!open.isEmpty()) {
      var newest =
          Collections.max(open, Comparator.comparing(told -> told.getFirst().commit().time()));
      entries.add(newest.removeFirst());
      if (newest.isEmpty()) {
        open.remove(newest);
      }
    }
    return entries;
  }

  /// For each image that a file changed, the commits that did it, newest first.
  private List<List<Entry>> entries(Walk.Turn turn, ValuesChange change) {
    var before = before(turn, change.before());
    var after = archive.versions().pinned(change.after(), turn.newer());
    Set<String> images = new LinkedHashSet<>(after.keySet());
    images.addAll(before.keySet());
    List<List<Entry>> entries = new ArrayList<>();
    for (var image : images) {
      var was = Optional.ofNullable(before.get(image));
      var is = Optional.ofNullable(after.get(image));
      if (!was.equals(is)) {
        entries.add(entries(turn, change, image, new Change(was, is)));
      }
    }
    return entries;
  }

  private record Change(Optional<String> previous, Optional<String> now) {}

  /// Read as it was meant then; where that finds nothing, as it was meant later.
  private Map<String, String> before(Walk.Turn turn, ValuesVersion version) {
    var then = archive.versions().pinned(version, turn.older());
    return then.isEmpty() ? archive.versions().pinned(version, turn.newer()) : then;
  }

  private List<Entry> entries(
      Walk.Turn turn, ValuesChange change, String image, Change atMainLine) {
    var timeline = archive.timeline();
    var here = archive.commitTime(turn.index());
    var version = change.after().blob().isPresent() ? change.after() : change.before();
    var of = new Entry.Of(version.place().service(), version.place().environment(), image);
    if (timeline.isMerge(turn.index())) {
      var origins = timeline.origins(turn.index(), version.path(), new Same(turn, version, image));
      if (!origins.isEmpty()) {
        return origins.stream()
            .map(origin ->
                entry(
                    timeline.commit(origin.commit()),
                    of,
                    new Change(
                        pinned(turn, version, origin.before(), image),
                        pinned(turn, version, origin.after(), image)),
                    Optional.of(here)))
            .toList();
      }
    }
    return List.of(entry(timeline.commit(here.commit()), of, atMainLine, Optional.empty()));
  }

  private Optional<String> pinned(
      Walk.Turn turn, ValuesVersion version, Optional<String> blob, String image) {
    var other = new ValuesVersion(version.place(), version.path(), blob);
    return Optional.ofNullable(before(turn, other).get(image));
  }

  /// Two versions are the same where one image of them is.
  private final class Same implements RenameDetection {
    private final Walk.Turn turn;
    private final ValuesVersion version;
    private final String image;

    private Same(Walk.Turn turn, ValuesVersion version, String image) {
      this.turn = turn;
      this.version = version;
      this.image = image;
    }

    @Override
    public boolean same(Optional<String> before, Optional<String> after) {
      return before.equals(after)
          || pinned(turn, version, before, image).equals(pinned(turn, version, after, image));
    }

    @Override
    public Optional<FileDelta> cameFrom(String path, List<FileDelta> files) {
      var look = walk.look(turn.older(), turn.newer());
      return Optional.ofNullable(Moves.among(files, archive.timeline(), look).get(path));
    }
  }

  private static Entry entry(
      Commit commit, Entry.Of of, Change change, Optional<CommitTime> landed) {
    var trailers = Trailers.of(commit.message());
    var ours =
        trailers.names(Trailers.SERVICE, of.service())
            && trailers.names(Trailers.ENVIRONMENT, of.environment());
    return new Entry(
        new Entry.CommitOf(
            commit.id(),
            commit.time(),
            "%s <%s>".formatted(commit.author(), commit.email()),
            commit.committer(),
            commit.message().lines().findFirst().orElse("")),
        of,
        ours ? trailers.first(Trailers.ACTION).orElse(MANUAL) : byHand(commit.message()),
        change.previous,
        change.now,
        ours ? trailers.first(Trailers.REVISION) : Optional.empty(),
        ours ? trailers.first(Trailers.RUN) : Optional.empty(),
        landed);
  }

  private static String byHand(String message) {
    return REVERTED.matcher(message).find() ? REVERT : MANUAL;
  }
}
