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
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What history says about where digests have been, and for how long.
final class Past {
  private final History history;

  Past(History history) {
    this.history = history;
  }

  /// The changes of a service in an environment, newest first; none where it never was there.
  List<Entry> changes(String service, String environment) {
    return changes(HistoryQuery.of(service, environment, Integer.MAX_VALUE));
  }

  /// The same up to a moment.
  List<Entry> changes(String service, String environment, When until) {
    return changes(
        new HistoryQuery(
            Optional.of(service),
            Optional.of(environment),
            Optional.empty(),
            Optional.of(until),
            Integer.MAX_VALUE));
  }

  private List<Entry> changes(HistoryQuery query) {
    try {
      return history.of(query);
    } catch (Failure failure) {
      if (failure.kind() == Kind.NOT_FOUND) {
        return List.of();
      }
      throw failure;
    }
  }

  /// The changes of all services, in one environment or in all, newest first: one walk, which names
  /// services as they were called then.
  List<Entry> changes(Optional<String> environment) {
    return history.of(
        new HistoryQuery(
            Optional.empty(), environment, Optional.empty(), Optional.empty(), Integer.MAX_VALUE));
  }

  /// What stood in an environment and when, newest first, by one walk.
  Map<Entry.Of, List<Spell>> spells(String environment) {
    return spells(changes(Optional.of(environment))).stream()
        .collect(Collectors.groupingBy(Spell::of));
  }

  /// What stood there and when, newest first.
  List<Spell> spells(String service, String environment) {
    return spells(changes(service, environment));
  }

  private static List<Spell> spells(List<Entry> changes) {
    List<Spell> spells = new ArrayList<>();
    Map<Entry.Of, Instant> until = new HashMap<>();
    for (var entry : changes) {
      var end = Optional.ofNullable(until.put(entry.of(), entry.since()));
      entry
          .now()
          .ifPresent(
              now -> spells.add(new Spell(entry.of(), now, entry.since(), end, entry.revision())));
    }
    return spells;
  }

  /// How long each image's digest has stood in an environment, all times together; those that never
  /// did are left out. Many are answered by one walk; only what that does not know is looked for
  /// under the names that its file had before.
  Map<Pin, Duration> stays(List<Pin> pins, String environment, Instant now) {
    var all = pins.size() > 1 ? spells(changes(Optional.of(environment))) : List.<Spell>of();
    Map<Pin, Duration> stays = new HashMap<>();
    for (var pin : pins) {
      stay(all.stream().filter(spell -> spell.of().service().equals(pin.service())), pin, now)
          .or(() -> stay(spells(pin.service(), environment).stream(), pin, now))
          .ifPresent(stay -> stays.put(pin, stay));
    }
    return stays;
  }

  private static Optional<Duration> stay(Stream<Spell> spells, Pin pin, Instant now) {
    return spells
        .filter(spell -> spell.has(pin.now().digest().toString()))
        .map(spell -> spell.length(now))
        .reduce(Duration::plus);
  }
}
