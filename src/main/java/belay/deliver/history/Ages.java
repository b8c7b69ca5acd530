package belay.deliver.history;

import belay.config.ValuesLocation;
import belay.deliver.model.Entry;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// Finds since when images stand where they stand: one walk into the past for all of them, which
/// ends with the oldest. Services that were renamed meanwhile are known by the name that they have
/// now.
public final class Ages {
  private final Archive archive;
  private final Set<Entry.Of> open;
  private final Map<Entry.Of, Instant> since = new HashMap<>();

  /// What places of earlier times are called now, where they moved.
  private final Map<ValuesLocation, ValuesLocation> today = new HashMap<>();

  private Ages(Archive archive, Set<Entry.Of> images) {
    this.archive = archive;
    this.open = new HashSet<>(images);
  }

  /// By the image; those are left out of which nothing is known.
  ///
  /// @param few whether only their files are followed, and not all
  public static Map<Entry.Of, Instant> of(Archive archive, Set<Entry.Of> images, boolean few) {
    return new Ages(archive, images).find(few);
  }

  private Map<Entry.Of, Instant> find(boolean few) {
    var walk = archive.walk();
    if (few) {
      open.forEach(of ->
          walk.follow(
              new ValuesLocation(of.environment(), of.service()),
              archive.config().valuesPath(of.environment(), of.service())));
    }
    if (!open.isEmpty()) {
      walk.run(
          0,
          archive.timeline().size(),
          files -> History.readAhead(archive, _ -> true, files),
          this::take);
    }
    return since;
  }

  private boolean take(Walk.Turn turn) {
    if (!History.isCut(archive.timeline(), turn.index())) {
      turn.changes().forEach(change -> look(turn, change));
    }
    return !open.isEmpty();
  }

  private void look(Walk.Turn turn, ValuesChange change) {
    var then = change.after().place();
    var now = today.getOrDefault(then, then);
    var before = archive.versions().pinned(change.before(), turn.older());
    var after = archive.versions().pinned(change.after(), turn.newer());
    after.forEach((image, reference) -> {
      var of = new Entry.Of(now.service(), now.environment(), image);
      if (!reference.equals(before.get(image)) && open.remove(of)) {
        since.put(of, archive.commitTime(turn.index()).time());
      }
    });
    if (!change.before().place().equals(then)) {
      today.put(change.before().place(), now);
    }
  }
}
