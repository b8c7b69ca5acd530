package belay.journey;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import belay.argocd.App;
import belay.argocd.ArgoCdStandIn;
import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `belay deploy --wait` against a stand-in for Argo CD, with a real registry and a real Git server
/// on loopback: how Applications come to their end, good or bad.
final class WaitJourneyTest {
  private static final String OLD = "0".repeat(40);

  @TempDir Path folder;
  private WaitWorld here;
  private World world;
  private ArgoCdStandIn argocd;
  private String image;

  @BeforeEach
  void begin() {
    here = new WaitWorld(folder);
    world = here.world;
    argocd = here.argocd;
    image = here.image;
  }

  @AfterEach
  void end() {
    here.close();
  }

  @Test
  void waitsUntilTheDigestRunsAndIsHealthy() {
    argocd.onRefresh(
        "api-staging",
        app -> app.sync("OutOfSync", world.head()),
        app -> app.operation("Running", "waiting for completion of hook", world.head()),
        app ->
            app.operation("Succeeded", "successfully synced", world.head())
                .sync("Synced", world.head())
                .health("Progressing", "Waiting for rollout to finish"),
        app -> app.runs(image).health("Healthy"));

    var ran = here.deploy("api=" + image);

    assertEquals(0, ran.code(), ran.err());
    assertEquals("api-staging: live", ran.err().lines().toList().getLast());
    assertInOrder(
        List.of(
            "api-staging: has not seen the commit yet, is at 0000000",
            "api-staging: OutOfSync",
            "api-staging: syncing (waiting for completion of hook)",
            "api-staging: Synced, Progressing (Waiting for rollout to finish)",
            "api-staging: live"),
        ran.err().lines().toList());
    assertTrue(ran.out().contains("commit " + world.head() + " on main, pushed\n"), ran.out());
    assertTrue(ran.out().endsWith("\napi-staging  live\n"), ran.out());
  }

  @Test
  void programsReadTheOutcomeAsJson() throws IOException {
    argocd.onRefresh("api-staging", here::live);
    var ran = here.deploy("api=" + image, "-o", "json", "--no-progress");
    assertEquals(0, ran.code(), ran.err());
    assertEquals("", ran.err());
    assertEquals(
        List.of(
            Map.of(
                "application", "api-staging",
                "live", true,
                "sync", "Synced",
                "health", "Healthy",
                "revision", world.head(),
                "images", List.of(image),
                "state", "live")),
        JSON.std.mapFrom(ran.out()).get("argocd"));
  }

  @Test
  void manyServicesNeedOneStream() {
    List<String> arguments = new ArrayList<>();
    for (var service : List.of("api", "web", "worker")) {
      var pushed = world.pushed("v1", service, "1");
      arguments.add(service + "=" + pushed);
      argocd.put(App.named(service + "-staging"));
      argocd.onRefresh(
          service + "-staging",
          app -> app.sync("OutOfSync", world.head()),
          app -> app.sync("Synced", world.head()).runs(pushed));
    }
    argocd.put(App.named("other-staging").health("Degraded"));
    var before = argocd.requests().size();

    var ran = here.deploy(arguments.toArray(String[]::new));

    assertEquals(0, ran.code(), ran.err());
    assertEquals(3, ran.out().lines().filter(line -> line.endsWith("  live")).count(), ran.out());
    assertFalse(ran.err().contains("other"), ran.err());
    var requests = argocd.requests().subList(before, argocd.requests().size());
    assertEquals(1, requests.stream().filter(r -> r.contains("/stream/")).count());
    assertEquals(7, requests.size(), () -> "3 looks before, 3 refreshes, 1 stream: " + requests);
  }

  @Test
  void degradedWithOurCommitIsUnhealthy() {
    argocd.onRefresh(
        "api-staging",
        app ->
            app.sync("Synced", world.head())
                .runs(image)
                .health("Degraded")
                .condition("SyncError", "retries exhausted"));
    var ran = here.deploy("api=" + image);
    assertEquals(6, ran.code(), ran.err());
    assertTrue(ran.out().contains("commit " + world.head()), ran.out());
    assertTrue(ran.out().endsWith("api-staging  Degraded\n"), ran.out());
    assertTrue(
        ran.err()
            .endsWith(
                """
                error: "api-staging" is unhealthy at commit %s: Degraded
                  cause: Deployment/x: exceeded its progress deadline
                  cause: SyncError: retries exhausted
                  help: argocd app get api-staging
                """
                    .formatted(world.head().substring(0, 7))),
        ran.err());
  }

  @Test
  void degradedForAMomentIsNoFailure() {
    argocd.onRefresh(
        "api-staging",
        app -> app.sync("Synced", world.head()).runs(image).health("Degraded"),
        app -> app.health("Progressing"),
        app -> app.health("Healthy"));
    var ran = here.deploy("api=" + image);
    assertEquals(0, ran.code(), ran.err());
  }

  @Test
  void aFailedSyncOfOurCommitIsUnhealthyAtOnce() {
    argocd.onRefresh(
        "api-staging",
        app ->
            app.sync("OutOfSync", world.head())
                .operation("Failed", "one or more objects failed to apply", world.head()));
    var ran = here.deploy("api=" + image);
    assertEquals(6, ran.code(), ran.err());
    assertTrue(
        ran.err().contains("the sync failed\n  cause: one or more objects failed to apply\n"),
        ran.err());
  }

  @Test
  void whatIsWrongWithAnOlderCommitIsNoFailure() {
    argocd.put(
        App.named("api-staging")
            .sync("OutOfSync", OLD)
            .health("Degraded")
            .operation("Failed", "old trouble", OLD));
    argocd.onRefresh("api-staging", app -> app.sync("OutOfSync", world.head()), here::live);
    var ran = here.deploy("api=" + image);
    assertEquals(0, ran.code(), ran.err());
  }

  @Test
  void theTimeoutSaysWhatIsStillAwaited() {
    argocd.onRefresh(
        "api-staging",
        app -> app.sync("Synced", world.head()).health("Progressing", "1 of 3 updated"));
    var ran = here.deploy("api=" + image, "--timeout", "5s");
    assertEquals(7, ran.code(), ran.err());
    assertTrue(
        ran.err()
            .endsWith(
                """
                error: api-staging not live within 5s at commit %s
                  cause: api-staging: Synced, Progressing (1 of 3 updated)
                  help: look: argocd app get api-staging; to wait on, run the same command again
                """
                    .formatted(world.head().substring(0, 7))),
        ran.err());
  }

  @Test
  void whatOneMustSyncByHandIsSaid() {
    argocd.put(App.named("api-staging").manual());
    argocd.onRefresh("api-staging", app -> app.sync("OutOfSync", world.head()));
    var ran = here.deploy("api=" + image, "--timeout", "5s");
    assertEquals(7, ran.code(), ran.err());
    assertTrue(
        ran.err().contains("OutOfSync, and its automated sync is off: argocd app sync api-staging"),
        ran.err());
  }

  @Test
  void anApplicationThatIsDeletedMeanwhileIsMissing() {
    argocd.onRefresh(
        "api-staging",
        app -> {
          argocd.delete("api-staging");
          argocd.put(App.named("another"));
          return App.named("yet-another");
        });
    var ran = here.deploy("api=" + image);
    assertEquals(4, ran.code(), ran.err());
    assertTrue(ran.err().contains("\"api-staging\" was deleted meanwhile"), ran.err());
  }

  @Test
  void anArgoCdThatGoesAwayIsWaitedForAndThenUnreachable() {
    argocd.onRefresh(
        "api-staging",
        app -> {
          argocd.refuse(503);
          argocd.stream(ArgoCdStandIn.Stream.CUT);
          return app.sync("OutOfSync", world.head());
        });
    var ran = here.deploy("api=" + image, "--timeout", "6s");
    assertEquals(9, ran.code(), ran.err());
    assertTrue(ran.err().contains("answers 503"), ran.err());
    assertTrue(ran.out().contains("commit " + world.head()), ran.out());
  }

  @Test
  void looksByItselfWhereThereIsNoStream() {
    for (var stream : List.of(ArgoCdStandIn.Stream.ABSENT, ArgoCdStandIn.Stream.CUT)) {
      argocd.stream(stream);
      argocd.put(App.named("api-staging"));
      argocd.onRefresh("api-staging", app -> app.sync("OutOfSync", world.head()), here::live);
      var ran = here.deploy("api=" + image);
      assertEquals(0, ran.code(), stream + ran.err());
    }
  }

  /// A busy machine may miss a state that lasts 60 ms, but never tells one twice or out of turn.
  private static void assertInOrder(List<String> all, List<String> some) {
    assertEquals(all.stream().filter(some::contains).toList(), some);
  }
}
