package belay.deliver;

import static org.junit.jupiter.api.Assertions.assertEquals;

import belay.deliver.ModelCommit.Place;
import belay.host.Host;
import belay.host.Log;
import belay.host.Progress;
import belay.image.Digest;
import belay.registry.RegistrySettings;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A random sequence of deployments, and of what other people do to the same branch. Each operation
/// is a method that makes at most one commit of the main line; more kinds are added to [#step()].
final class Sequence implements AutoCloseable {
  private static final List<String> ENVIRONMENTS = List.of("development", "production");
  private static final List<String> SERVICES = List.of("api", "web", "worker");
  private static final String CONFIG =
      "environments: [{name: development}, {name: production}]\npaths: {values: \"%s\"}\n";
  private static final String RECOMMENDED = "environments/{environment}/values/{service}.yaml";
  private static final String OLDER = "sources/values/{environment}/{service}.yaml";

  private final Random random;
  private final String registry;
  private final List<Digest> digests;
  private final Scribe scribe;
  private final Delivery delivery;
  private final Operator operator;
  private final Clock clock;
  private final List<ModelCommit> main = new ArrayList<>();
  private final List<ModelCommit> topic = new ArrayList<>();
  private int names;

  /// A clock that others set.
  static final class Clock implements java.time.InstantSource {
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    @Override
    public Instant instant() {
      return now;
    }

    Instant tick() {
      now = now.plusSeconds(60);
      return now;
    }
  }

  /// @param images digests that the registry has in the repository of each service
  Sequence(long seed, Path bare, Host host, String registry, List<Digest> images) {
    this.random = new Random(seed);
    this.registry = registry;
    this.digests = images;
    this.scribe = new Scribe(bare);
    this.clock = new Clock();
    this.delivery =
        Delivery.open(
            new Host(host.cwd(), host.env(), host.streams(), clock, host.random()),
            Log.none(),
            Progress.none(),
            new Delivery.Settings(
                Optional.of(bare.toString()),
                Optional.of("main"),
                Optional.empty(),
                true,
                Duration.ofMinutes(1),
                RegistrySettings.defaults()));
    this.operator = new Operator(delivery);
    begin();
  }

  Delivery delivery() {
    return delivery;
  }

  Model model() {
    return new Model(main.reversed());
  }

  private void begin() {
    Map<String, String> files = new TreeMap<>();
    files.put(ModelCommit.CONFIG, CONFIG.formatted(RECOMMENDED));
    for (var environment : ENVIRONMENTS) {
      for (var service : SERVICES) {
        files.put(
            "environments/%s/values/%s.yaml".formatted(environment, service),
            values(service, digest()));
      }
    }
    byHand(files, Map.of(), "Begin");
  }

  private Digest digest() {
    return digests.get(random.nextInt(digests.size()));
  }

  private String values(String service, Digest digest) {
    return """
    # values of %s
    replicas: 2
    image:
      repository: %s/shop/%s
      digest: "%s"
    env: []
    """
        .formatted(service, registry, service, digest);
  }

  private ModelCommit tip() {
    return main.getLast();
  }

  private void byHand(Map<String, String> files, Map<Place, String> renamed, String message) {
    land(files, main.isEmpty() ? List.of() : List.of(tip()), renamed, message, "manual");
  }

  private void land(
      Map<String, String> files,
      List<ModelCommit> parents,
      Map<Place, String> renamed,
      String message,
      String action) {
    var made = write(files, parents, renamed, message, action);
    scribe.move(made.id());
    main.add(made);
  }

  private ModelCommit write(
      Map<String, String> files,
      List<ModelCommit> parents,
      Map<Place, String> renamed,
      String message,
      String action) {
    var time = clock.tick();
    var id = scribe.commit(files, parents.stream().map(ModelCommit::id).toList(), message, time);
    return new ModelCommit(id, time, parents, Map.copyOf(files), Map.copyOf(renamed), action);
  }

  /// One operation, where the moment allows it.
  void step() {
    switch (random.nextInt(20)) {
      case 0, 1, 2, 3 -> deploy();
      case 4, 5 -> promote();
      case 6, 7 -> rollback();
      case 8, 9 -> edit();
      case 10, 11 -> revert();
      case 12 -> delete();
      case 13, 14 -> rename();
      case 15 -> breakFile();
      case 16, 17 -> onTopic();
      case 18 -> merge();
      default -> relocate();
    }
  }

  private Optional<Place> anyPlace() {
    var places = List.copyOf(tip().pins().keySet());
    return places.isEmpty()
        ? Optional.empty()
        : Optional.of(places.get(random.nextInt(places.size())));
  }

  private void deploy() {
    anyPlace()
        .ifPresent(place -> {
          var digest = digest();
          clock.tick();
          delivered(operator.deploy(place, digest), place, digest, "deploy");
        });
  }

  private void promote() {
    anyPlace()
        .ifPresent(place -> {
          var from = new Place(ENVIRONMENTS.getFirst(), place.service());
          var to = new Place(ENVIRONMENTS.getLast(), place.service());
          var pins = tip().pins();
          if (pins.containsKey(from) && pins.containsKey(to)) {
            clock.tick();
            delivered(
                operator.promote(from.environment(), to), to, digestOf(pins.get(from)), "promote");
          }
        });
  }

  private void rollback() {
    anyPlace()
        .ifPresent(place -> {
          var last = model().history(place).getFirst();
          var previous = last.iterator().next().previous();
          if (last.size() == 1 && previous.isPresent()) {
            clock.tick();
            delivered(operator.rollback(place), place, digestOf(previous.get()), "rollback");
          }
        });
  }

  private static Digest digestOf(@Nullable String reference) {
    var text = Optional.ofNullable(reference).orElseThrow();
    return Digest.parse(text.substring(text.indexOf('@') + 1));
  }

  /// A place now has a digest, and nothing else has changed; unless it had it before, or it is
  /// held.
  private void delivered(Operator.Attempt attempt, Place place, Digest digest, String action) {
    var pins = tip().pins();
    var had = Optional.ofNullable(pins.get(place)).orElseThrow();
    var now = had.substring(0, had.indexOf('@') + 1) + digest;
    var held = !had.equals(now) && tip().holds(place.service(), digest.toString());
    assertEquals(held, attempt.refused(), action);
    assertEquals(!held && !had.equals(now), attempt.commit().isPresent(), action);
    attempt
        .commit()
        .ifPresent(id -> {
          main.add(
              new ModelCommit(
                  id, clock.instant(), List.of(tip()), scribe.files(id), Map.of(), action));
          pins.put(place, now);
          assertEquals(pins, tip().pins(), action);
        });
  }

  private Map<String, String> files() {
    return new HashMap<>(tip().files());
  }

  private static String pinned(String text, Digest digest) {
    return text.replaceFirst("sha256:[0-9a-f]{64}", digest.toString());
  }

  private void edit() {
    anyPlace()
        .ifPresent(place -> {
          var files = files();
          files.computeIfPresent(
              tip().path(place),
              (_, text) ->
                  random.nextInt(4) == 0
                      ? text.replaceFirst("replicas: \\d+", "replicas: " + random.nextInt(1000))
                      : pinned(text, digest()));
          byHand(files, Map.of(), "Edit " + place.service() + " by hand");
        });
  }

  private void delete() {
    anyPlace()
        .ifPresent(place -> {
          var files = files();
          files.remove(tip().path(place));
          byHand(files, Map.of(), "Remove " + place.service());
        });
  }

  private void breakFile() {
    var files = files();
    anyPlace()
        .ifPresent(place -> {
          files.computeIfPresent(tip().path(place), (_, text) -> ModelCommit.BROKEN + text);
          byHand(files, Map.of(), "Break it");
          if (random.nextBoolean()) {
            files.computeIfPresent(
                tip().path(place), (_, text) -> text.replace(ModelCommit.BROKEN, ""));
            byHand(files, Map.of(), "Repair it");
          }
        });
  }

  private void rename() {
    anyPlace()
        .ifPresent(place -> {
          var files = files();
          Map<Place, String> renamed = new HashMap<>();
          var name = place.service().replaceFirst("-.*", "") + "-" + ++names;
          for (var environment : ENVIRONMENTS) {
            var from = new Place(environment, place.service());
            var to = new Place(environment, name);
            if (tip().pins().containsKey(from)
                && (random.nextBoolean() || environment.equals(place.environment()))) {
              var text = Optional.ofNullable(files.remove(tip().path(from))).orElseThrow();
              files.put(tip().path(to), random.nextInt(3) == 0 ? pinned(text, digest()) : text);
              renamed.put(to, place.service());
            }
          }
          byHand(files, renamed, "Rename " + place.service() + " to " + name);
        });
  }

  /// Moves all values files to the other layout, and says so in `belay.yaml`.
  private void relocate() {
    var kept = List.of(ModelCommit.CONFIG, ModelCommit.HOLDS);
    if (!topic.isEmpty()
        || tip().files().keySet().stream().filter(path -> !kept.contains(path)).count()
            != tip().pins().size()) {
      return;
    }
    var files = files();
    files.keySet().removeIf(path -> !kept.contains(path));
    files.put(ModelCommit.CONFIG, CONFIG.formatted(tip().moved() ? RECOMMENDED : OLDER));
    var there = new ModelCommit("", clock.instant(), List.of(), files, Map.of(), "");
    for (var place : tip().pins().keySet()) {
      var text = Optional.ofNullable(tip().files().get(tip().path(place))).orElseThrow();
      files.put(there.path(place), random.nextInt(5) == 0 ? pinned(text, digest()) : text);
    }
    byHand(Map.copyOf(files), Map.of(), "Move all values files");
  }

  /// What `git revert` does, where it does not stop for a conflict.
  private void revert() {
    var undone = main.get(random.nextInt(main.size()));
    if (undone.parents().size() != 1) {
      return;
    }
    var before = undone.parents().getFirst().files();
    var files = files();
    for (var path : Edits.changed(before, undone.files())) {
      if (!Edits.same(files, undone.files(), path)) {
        return;
      }
      Edits.set(files, path, Optional.ofNullable(before.get(path)));
    }
    if (files.equals(tip().files())) {
      return;
    }
    Map<Place, String> renamed = new HashMap<>();
    undone
        .renamed()
        .forEach((to, from) -> renamed.put(new Place(to.environment(), from), to.service()));
    land(
        files,
        List.of(tip()),
        renamed,
        "Revert \"Something\"\n\nThis reverts commit %s.\n".formatted(undone.id()),
        "revert");
  }

  /// Somebody works on a branch that is merged later.
  private void onTopic() {
    var from = topic.isEmpty() ? tip() : topic.getLast();
    var places = List.copyOf(from.pins().keySet());
    if (places.isEmpty()) {
      return;
    }
    var path = from.path(places.get(random.nextInt(places.size())));
    var files = new HashMap<>(from.files());
    if (random.nextInt(6) == 0) {
      files.remove(path);
    } else {
      files.computeIfPresent(path, (_, text) -> pinned(text, digest()));
    }
    topic.add(write(files, List.of(from), Map.of(), "Work on a branch", "manual"));
  }

  /// Merges it; conflicts are resolved for one side or the other, or by a third value.
  private void merge() {
    if (topic.isEmpty()) {
      return;
    }
    var base = topic.getFirst().parents().getFirst();
    var side = topic.getLast();
    var files = files();
    for (var path : Edits.changed(base.files(), side.files())) {
      var theirs = Optional.ofNullable(side.files().get(path));
      if (Edits.same(files, base.files(), path) || random.nextBoolean()) {
        Edits.set(files, path, theirs);
      } else if (random.nextInt(3) == 0) {
        files.computeIfPresent(path, (_, text) -> pinned(text, digest()));
      }
    }
    if (random.nextInt(8) == 0) {
      anyPlace()
          .ifPresent(place ->
              files.computeIfPresent(tip().path(place), (_, text) -> pinned(text, digest())));
    }
    topic.clear();
    land(files, List.of(tip(), side), Map.of(), "Merge branch 'topic'", "manual");
  }

  @Override
  public void close() {
    delivery.close();
    scribe.close();
  }
}
