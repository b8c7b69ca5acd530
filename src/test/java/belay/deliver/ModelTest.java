package belay.deliver;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import belay.deliver.ModelCommit.Place;
import belay.deliver.history.DigestQuery;
import belay.deliver.history.HistoryQuery;
import belay.deliver.model.CommitTime;
import belay.deliver.model.Entry;
import belay.deliver.model.RevisionOrTime;
import belay.demo.LoopbackRegistry;
import belay.demo.SampleImage;
import belay.host.Host;
import belay.host.Log;
import belay.host.Progress;
import belay.host.Streams;
import belay.image.Digest;
import belay.image.Repository;
import belay.layout.Images;
import belay.registry.Registry;
import belay.registry.RegistrySettings;
import belay.registry.push.Push;
import java.io.ByteArrayInputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Gatherers;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// After a thousand random sequences of deployments, promotions, rollbacks, edits by hand, reverts,
/// removals, renames, moves and merges, `history`, `where` and the state at a time answer exactly
/// as a simple model does.
final class ModelTest {
  private static final int SEQUENCES = Integer.getInteger("model.sequences", 1000);
  private static final int IMAGES = 4;
  private static final int SHORTEST = 5;
  private static final int LONGEST = 15;

  @TempDir Path folder;

  @Test
  void everySequenceIsToldAsItWas() {
    var first = Long.getLong("model.seed", 1);
    try (var registry = LoopbackRegistry.start(folder.resolve("registry"))) {
      var images = push(registry.address());
      var actions =
          LongStream.range(first, first + SEQUENCES)
              .boxed()
              .gather(
                  Gatherers.mapConcurrent(
                      Runtime.getRuntime().availableProcessors(),
                      seed -> check(seed, registry.address(), images)))
              .flatMap(model -> model.line().stream())
              .collect(Collectors.groupingBy(ModelCommit::action, Collectors.counting()));
      for (var action : List.of("deploy", "promote", "rollback", "revert", "manual")) {
        assertTrue(actions.getOrDefault(action, 0L) * 8 > SEQUENCES, () -> "" + actions);
      }
    }
  }

  private Host host() {
    var nowhere = new PrintStream(OutputStream.nullOutputStream(), false, UTF_8);
    var streams =
        new Streams(new ByteArrayInputStream(new byte[0]), nowhere, nowhere, false, false, false);
    var env =
        Map.of(
            "PATH", System.getenv("PATH"),
            "HOME", folder.toString(),
            "GIT_CONFIG_NOSYSTEM", "1",
            "GIT_AUTHOR_NAME", "Ada",
            "GIT_AUTHOR_EMAIL", "ada@example.com",
            "GIT_COMMITTER_NAME", "Ada",
            "GIT_COMMITTER_EMAIL", "ada@example.com");
    return new Host(folder, env, streams, InstantSource.system(), new Random());
  }

  /// The same images for each service; renamed services keep theirs.
  private List<Digest> push(String address) {
    List<Digest> digests = new ArrayList<>();
    try (var registry = Registry.open(host(), Log.none(), RegistrySettings.defaults())) {
      for (var i = 0; i < IMAGES; i++) {
        var layout = folder.resolve("image" + i);
        digests.add(SampleImage.write(layout, "v" + i, i));
        for (var service : List.of("api", "web", "worker")) {
          var target = Repository.parse(address + "/shop/" + service);
          registry.push(
              Images.open(layout, Optional.empty()),
              new Push(target, List.of("v" + i)),
              Progress.none());
        }
      }
    }
    return digests;
  }

  private Model check(long seed, String registry, List<Digest> images) {
    var random = new Random(seed);
    try (var sequence =
        new Sequence(seed, folder.resolve(seed + ".git"), host(), registry, images)) {
      var length = SHORTEST + random.nextInt(LONGEST - SHORTEST + 1);
      for (var i = 0; i < length; i++) {
        sequence.step();
      }
      var model = sequence.model();
      history(seed, sequence.delivery(), model);
      where(seed, sequence.delivery(), model, images);
      state(seed, sequence.delivery(), model);
      return model;
    } catch (RuntimeException e) {
      throw new AssertionError("sequence " + seed, e);
    }
  }

  private static void history(long seed, Delivery delivery, Model model) {
    var all =
        new HistoryQuery(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Integer.MAX_VALUE);
    assertEquals(model.history(), told(delivery.history(all)), () -> "history of " + seed);
    Set<Place> places = new TreeSet<>();
    model.line().forEach(commit -> places.addAll(commit.pins().keySet()));
    for (var place : places) {
      assertEquals(
          model.history(place),
          told(
              delivery.history(
                  HistoryQuery.of(place.service(), place.environment(), Integer.MAX_VALUE))),
          () -> "history of %s in %d".formatted(place, seed));
    }
  }

  /// What each commit of the main line brought, those of a merge together.
  private static List<Set<Model.Told>> told(List<Entry> entries) {
    List<Set<Model.Told>> all = new ArrayList<>();
    var last = "";
    for (var entry : entries) {
      var landing = entry.landed().map(CommitTime::commit).orElse(entry.commit().id());
      if (!landing.equals(last)) {
        all.add(new HashSet<>());
        last = landing;
      }
      all.getLast()
          .add(
              new Model.Told(
                  entry.commit().id(),
                  new Place(entry.environment(), entry.service()),
                  entry.previous(),
                  entry.now(),
                  entry.action()));
    }
    return all;
  }

  private static void where(long seed, Delivery delivery, Model model, List<Digest> images) {
    for (var digest : images) {
      var found = delivery.where(DigestQuery.parse(digest.toString()));
      Set<Model.Span> spans = new HashSet<>();
      for (var stay : found.stays()) {
        spans.add(
            new Model.Span(
                new Place(stay.of().environment(), stay.of().service()),
                stay.from().commit(),
                stay.to().map(CommitTime::commit)));
      }
      assertEquals(
          model.where(digest.toString()), spans, () -> "where of " + digest + " in " + seed);
      assertEquals(spans.size(), found.stays().size());
    }
  }

  private static void state(long seed, Delivery delivery, Model model) {
    for (var i = 0; i < model.line().size(); i += 5) {
      var commit = model.line().get(i);
      var index = i;
      for (var when :
          List.of(
              new RevisionOrTime.At(commit.time().plusMillis(500)),
              new RevisionOrTime.Of(commit.id()))) {
        var state = delivery.state(when);
        assertEquals(commit.id(), state.at().commit());
        Map<Place, String> pins = new TreeMap<>();
        state
            .pins()
            .forEach(pin ->
                pins.put(new Place(pin.of().environment(), pin.of().service()), pin.reference()));
        assertEquals(model.state(index), pins, () -> "state at " + when + " in " + seed);
      }
    }
  }
}
