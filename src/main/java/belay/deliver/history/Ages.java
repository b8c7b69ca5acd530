package belay.deliver.history;

import belay.config.ValuesLocation;
import belay.deliver.model.Entry;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Finds since when images stand where they stand: one walk into the past for all of them, which
/// ends with the oldest. Services that were renamed meanwhile are known by the name that they have
/// now.
public final class Ages {
  private final Archive archive;

  /// The images whose age is not known yet, by the place that they have now.
  private final Map<ValuesLocation, Set<String>> open = new ConcurrentHashMap<>();

  private final Map<Entry.Of, Instant> since = new HashMap<>();

  /// What places of earlier times are called now, where they moved.
  private final Map<ValuesLocation, ValuesLocation> today = new HashMap<>();

  private Ages(Archive archive, Set<Entry.Of> images) {
    this.archive = archive;
    images.forEach(of -> open.computeIfAbsent(place(of), _ -> new HashSet<>()).add(of.image()));
  }

  private static ValuesLocation place(Entry.Of of) {
    return new ValuesLocation(of.environment(), of.service());
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
      open.keySet()
          .forEach(place ->
              walk.follow(
                  place, archive.config().valuesPath(place.environment(), place.service())));
    }
    if (!open.isEmpty()) {
      walk.run(
          0,
          archive.timeline().size(),
          files -> History.readAhead(archive, open::containsKey, files),
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
    Optional.ofNullable(open.get(now)).ifPresent(images -> look(turn, change, now, images));
    if (!change.before().place().equals(then)) {
      today.put(change.before().place(), now);
    }
  }

  private void look(Walk.Turn turn, ValuesChange change, ValuesLocation now, Set<String> images) {
    var before = archive.versions().pinned(change.before(), turn.older());
    var after = archive.versions().pinned(change.after(), turn.newer());
    after.forEach((image, reference) -> {
      if (!reference.equals(before.get(image)) && images.remove(image)) {
        since.put(
            new Entry.Of(now.service(), now.environment(), image),
            archive.commitTime(turn.index()).time());
      }
    });
    if (images.isEmpty()) {
      open.remove(now);
    }
  }
}
