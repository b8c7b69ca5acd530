package belay.journey;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import belay.cli.Ran;
import belay.deliver.model.CommitNote;
import belay.deliver.model.Confirmation;
import belay.deliver.model.Mode;
import belay.deliver.model.Outcome;
import belay.deliver.model.PromoteRequest;
import belay.deliver.model.Provenance;
import belay.deliver.model.RollbackRequest;
import belay.deliver.model.WantedImage;
import belay.failure.Failure;
import belay.failure.Kind;
import belay.image.ImageRef;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Gatherers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What others push between the plan and the push. Production is protected here, so the question
/// comes at that very moment, and whoever answers it can push first.
final class MeanwhileTest {
  private static final String VALUES = "environments/production/values/api.yaml";

  @TempDir Path folder;
  private World world;
  private String first;
  private String second;

  @BeforeEach
  void begin() throws IOException {
    world = new World(folder);
    world.committed(
        "belay.yaml",
        """
        schema: belay/v1
        environments:
          - name: staging
          - name: production
            protect: true
        """);
    first = world.pushed("v1", "api", "1");
    second = world.pushed("v2", "api", "2");
    world.deploy("api=" + first, "--env", "staging");
  }

  @AfterEach
  void end() {
    world.close();
  }

  private static String digest(String image) {
    return image.substring(image.indexOf('@') + 1);
  }

  /// Somebody else's work.
  private interface Work {
    void run() throws IOException;
  }

  private static CommitNote note(Work meanwhile) {
    Confirmation confirm =
        _ -> {
          try {
            meanwhile.run();
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        };
    return new CommitNote(
        Optional.empty(), new Provenance(Optional.empty(), Optional.empty()), confirm);
  }

  private Outcome.Committed promoted(Work meanwhile) {
    var request =
        new PromoteRequest(
            PromoteRequest.What.of("api"),
            Optional.empty(),
            "production",
            Optional.empty(),
            false,
            Optional.empty(),
            Optional.empty(),
            note(meanwhile));
    try (var delivery = world.delivery()) {
      var outcome = delivery.change(request, Mode.LAND);
      assertTrue(outcome instanceof Outcome.Committed, outcome.toString());
      var committed = (Outcome.Committed) outcome;
      assertEquals(world.head(), committed.landed().commit());
      assertEquals(2, committed.landed().attempts());
      return committed;
    }
  }

  private String trailer(String name) {
    return world
        .git("log", "-1", "--format=%%(trailers:key=%s,valueonly,separator=)".formatted(name))
        .strip();
  }

  @Test
  void anEditByHandOfTheSameFileStays() throws IOException {
    var edited = world.values("production", "api").replace("replicaCount: 2", "replicaCount: 7");
    promoted(() -> world.committed(VALUES, edited));
    assertEquals(
        edited.replace(
            "  tag: \"1.0.0\"   # who knows what this is today?\n",
            "  digest: " + digest(first) + "\n"),
        world.values("production", "api"));
  }

  @Test
  void aDeploymentToTheSourceIsCarriedAlong() {
    var outcome = promoted(() -> world.deploy("api=" + second, "--env", "staging"));
    assertEquals(digest(second), outcome.pins().getFirst().now().digest().toString());
    assertTrue(world.values("production", "api").contains(digest(second)));
    assertEquals(second, trailer("Belay-Image"));
    assertEquals(world.git("rev-parse", "main~1").strip(), trailer("Belay-From-Commit"));
  }

  @Test
  void aDeploymentToTheTargetIsNamedAsWhatWasReplaced() {
    promoted(() -> world.deploy("api=" + second, "--env", "production", "--yes"));
    assertTrue(world.values("production", "api").contains(digest(first)));
    assertEquals(digest(second), trailer("Belay-Previous"));
  }

  @Test
  void anotherImageInTheSourceStopsThePromotionOfTheOneThatWasNamed() {
    var wanted =
        new WantedImage(
            "api", Optional.empty(), new WantedImage.Source.Reference(ImageRef.parse(first)));
    var request =
        new PromoteRequest(
            new PromoteRequest.What(List.of("api"), List.of(wanted)),
            Optional.empty(),
            "production",
            Optional.empty(),
            false,
            Optional.empty(),
            Optional.empty(),
            note(() -> world.deploy("api=" + second, "--env", "staging")));
    try (var delivery = world.delivery()) {
      var failure = assertThrows(Failure.class, () -> delivery.change(request, Mode.LAND));
      assertEquals(Kind.REFUSED, failure.kind());
      assertEquals(
          "api: staging has %s, and not %s (\"%s\")"
              .formatted(digest(second).substring(0, 19), digest(first).substring(0, 19), first),
          failure.what());
    }
  }

  @Test
  void aHoldThatLandsMeanwhileStopsThePromotion() {
    var request =
        new PromoteRequest(
            PromoteRequest.What.of("api"),
            Optional.empty(),
            "production",
            Optional.empty(),
            false,
            Optional.empty(),
            Optional.empty(),
            note(() ->
                world.committed(
                    ".belay/holds.yaml", "holds:\n  - digest: %s\n".formatted(digest(first)))));
    try (var delivery = world.delivery()) {
      var failure = assertThrows(Failure.class, () -> delivery.change(request, Mode.LAND));
      assertEquals(Kind.REFUSED, failure.kind());
      assertEquals("api: %s is held".formatted(digest(first).substring(0, 19)), failure.what());
    }
  }

  private RollbackRequest rollback(Work meanwhile) {
    return new RollbackRequest(
        "production",
        List.of("api"),
        new RollbackRequest.State.Before(1),
        true,
        Optional.empty(),
        note(meanwhile));
  }

  @Test
  void aRollbackNeverUndoesWhatWasNotSeen() {
    world.deploy("api=" + first, "--env", "production", "--yes");
    world.deploy("api=" + second, "--env", "production", "--yes");
    var third = world.pushed("v1", "other", "1").replace("/other@", "/api-next@");
    try (var delivery = world.delivery()) {
      var failure =
          assertThrows(
              Failure.class,
              () ->
                  delivery.change(
                      rollback(() ->
                          world.committed(
                              VALUES,
                              "image:\n  repository: %s\n  digest: %s\n"
                                  .formatted(
                                      third.substring(0, third.indexOf('@')), digest(third)))),
                      Mode.LAND));
      assertEquals(Kind.CONFLICT, failure.kind());
      assertTrue(
          failure
              .what()
              .startsWith("\"api\" changed in production meanwhile: it is %s now".formatted(third)),
          failure.what());
    }
    assertTrue(world.values("production", "api").contains("/api-next"));
  }

  @Test
  void aRollbackKeepsWhatOthersPushMeanwhile() {
    world.deploy("api=" + first, "--env", "production", "--yes");
    world.deploy("api=" + second, "--env", "production", "--yes");
    var web = world.pushed("v1", "web", "1");
    try (var delivery = world.delivery()) {
      delivery.change(
          rollback(() -> world.deploy("web=" + web, "--env", "production", "--yes")), Mode.LAND);
    }
    assertTrue(world.values("production", "api").contains(digest(first)));
    assertTrue(world.values("production", "web").contains(digest(web)));
    assertTrue(world.git("show", "main:.belay/holds.yaml").contains(digest(second)));
  }

  @Test
  void manyPromoteDifferentServicesAtOnce() {
    for (var service : new String[] {"web", "worker"}) {
      world.deploy(service + "=" + world.pushed("v2", service, "2"), "--env", "staging");
    }
    var before = Integer.parseInt(world.git("rev-list", "--count", "main").strip());
    List<Ran> runs =
        List.of("api", "web", "worker").stream()
            .gather(
                Gatherers.mapConcurrent(
                    3,
                    service ->
                        Ran.in(
                            folder,
                            java.util.Map.of(
                                "BELAY_REPO", world.url(),
                                "BELAY_CACHE_DIR", folder.resolve("cache-" + service).toString()),
                            "promote",
                            service,
                            "--to",
                            "production",
                            "--yes")))
            .toList();
    runs.forEach(ran -> assertEquals(0, ran.code(), ran.err()));
    assertEquals(before + 3 + "\n", world.git("rev-list", "--count", "main"));
    for (var service : new String[] {"api", "web", "worker"}) {
      assertTrue(world.values("production", service).contains("digest: sha256:"), service);
    }
    for (var n = 0; n < 3; n++) {
      assertEquals(
          1,
          world.git("diff", "--name-only", "main~" + (n + 1), "main~" + n).lines().count(),
          "each commit changes what it says");
    }
    world.git("fsck", "--strict");
  }
}
