package belay.deliver.history;

import belay.deliver.model.Entry;
import belay.deliver.model.Pin;
import belay.deliver.model.RevisionOrTime;
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
public final class PinHistory {
  private final History history;

  public PinHistory(History history) {
    this.history = history;
  }

  /// The changes of a service in an environment, newest first; none where it never was there.
  public List<Entry> changes(String service, String environment) {
    return changes(HistoryQuery.of(service, environment, Integer.MAX_VALUE));
  }

  /// The same up to a moment.
  public List<Entry> changes(String service, String environment, RevisionOrTime until) {
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
  public List<Entry> changes(Optional<String> environment) {
    return history.of(
        new HistoryQuery(
            Optional.empty(), environment, Optional.empty(), Optional.empty(), Integer.MAX_VALUE));
  }

  /// What stood in an environment and when, newest first, by one walk.
  Map<Entry.Of, List<PinnedPeriod>> spells(String environment) {
    return spells(changes(Optional.of(environment))).stream()
        .collect(Collectors.groupingBy(PinnedPeriod::of));
  }

  /// What stood there and when, newest first.
  List<PinnedPeriod> spells(String service, String environment) {
    return spells(changes(service, environment));
  }

  private static List<PinnedPeriod> spells(List<Entry> changes) {
    List<PinnedPeriod> spells = new ArrayList<>();
    Map<Entry.Of, Instant> until = new HashMap<>();
    for (var entry : changes) {
      var end = Optional.ofNullable(until.put(entry.of(), entry.since()));
      entry
          .now()
          .ifPresent(now ->
              spells.add(new PinnedPeriod(entry.of(), now, entry.since(), end, entry.revision())));
    }
    return spells;
  }

  /// How long each image's digest has stood in an environment, all times together; those that never
  /// did are left out. Many are answered by one walk; only what that does not know is looked for
  /// under the names that its file had before.
  public Map<Pin, Duration> stays(List<Pin> pins, String environment, Instant now) {
    var all = pins.size() > 1 ? spells(changes(Optional.of(environment))) : List.<PinnedPeriod>of();
    Map<Pin, Duration> stays = new HashMap<>();
    for (var pin : pins) {
      stay(all.stream().filter(spell -> spell.of().service().equals(pin.service())), pin, now)
          .or(() -> stay(spells(pin.service(), environment).stream(), pin, now))
          .ifPresent(stay -> stays.put(pin, stay));
    }
    return stays;
  }

  private static Optional<Duration> stay(Stream<PinnedPeriod> spells, Pin pin, Instant now) {
    return spells
        .filter(spell -> spell.has(pin.now().digest().toString()))
        .map(spell -> spell.length(now))
        .reduce(Duration::plus);
  }
}
