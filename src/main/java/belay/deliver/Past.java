package belay.deliver;

import belay.failure.Failure;
import belay.failure.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What history says about where digests have been, and for how long.
final class Past {
  private final History history;

  Past(History history) {
    this.history = history;
  }

  /// The changes of a service in an environment, newest first; none where it never was there.
  List<Entry> changes(String service, String environment) {
    try {
      return history.of(service, environment, Integer.MAX_VALUE);
    } catch (Failure failure) {
      if (failure.kind() == Kind.NOT_FOUND) {
        return List.of();
      }
      throw failure;
    }
  }

  /// What stood there and when, newest first.
  List<Spell> spells(String service, String environment) {
    List<Spell> spells = new ArrayList<>();
    Map<String, Instant> until = new HashMap<>();
    for (var entry : changes(service, environment)) {
      var time = entry.commit().time();
      var end = Optional.ofNullable(until.put(entry.image(), time));
      entry
          .now()
          .ifPresent(now -> spells.add(new Spell(entry.image(), now, time, end, entry.revision())));
    }
    return spells;
  }

  /// How long a digest has stood in an environment, all times together; empty: it never did.
  Optional<Duration> stay(String service, String environment, String digest, Instant now) {
    return spells(service, environment).stream()
        .filter(spell -> spell.has(digest))
        .map(spell -> spell.length(now))
        .reduce(Duration::plus);
  }
}
