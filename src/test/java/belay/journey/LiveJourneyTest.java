package belay.journey;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import belay.argocd.App;
import belay.argocd.ArgoCdStandIn;
import belay.cli.Ran;
import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What Argo CD has a say in beside `deploy --wait`: promotions of what runs well, waits for
/// promotions and rollbacks, and the status of the cluster.
final class LiveJourneyTest {
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
    world.deploy("api=" + image, "--env", "staging");
    argocd.put(App.named("api-production").runs("elsewhere.example.com/other:1"));
  }

  @AfterEach
  void end() {
    here.close();
  }

  private Ran promote(String... more) {
    var all = new java.util.ArrayList<>(List.of("promote", "--from", "staging"));
    all.addAll(List.of(more));
    all.addAll(List.of("--to", "production"));
    return here.asking(all.toArray(String[]::new));
  }

  private void refused(String reason, String... arguments) {
    var head = world.head();
    var ran = promote(arguments);
    assertEquals(3, ran.code(), ran.out() + ran.err());
    assertTrue(ran.err().contains(reason), ran.err());
    assertEquals(head, world.head());
  }

  @Test
  void whatRunsWellIsPromoted() {
    argocd.put(App.named("api-staging").runs(image));
    var head = world.head();
    var ran = promote("api", "--verified");
    assertEquals(0, ran.code(), ran.err());
    assertNotEquals(head, world.head());
  }

  @Test
  void whatIsUnhealthyIsNot() {
    argocd.put(
        App.named("api-staging").runs(image).health("Degraded", "exceeded its progress deadline"));
    refused("api-staging is Degraded: exceeded its progress deadline", "api", "--verified");
  }

  @Test
  void whatDoesNotRunThereIsNot() {
    var other = world.pushed("v2", "api", "2");
    argocd.put(App.named("api-staging").runs(other));
    refused("api-staging is Healthy, but its Pods run " + other, "api", "--verified");
  }

  @Test
  void noPodIsNoProofWhereTheClusterIsNotAsGitWants() {
    var digest = image.substring(image.indexOf('@') + 1);
    var idle = new App.Cluster(List.of(), List.of(), List.of("image: x@" + digest), true);
    argocd.put(App.named("api-staging").cluster(idle).sync("OutOfSync", world.head()));
    refused("no Pod of", "api", "--verified");
    argocd.put(App.named("api-staging").cluster(idle).sync("Synced", world.head()));
    var ran = promote("api", "--verified");
    assertEquals(0, ran.code(), ran.err());
  }

  @Test
  void anApplicationThatIsNotThereVouchesForNothing() {
    argocd.delete("api-staging");
    var ran = promote("api", "--verified");
    assertEquals(4, ran.code(), ran.err());
  }

  @Test
  void whatIsThereAlreadyNeedsNoWitness() {
    world.deploy("api=" + image, "--env", "production");
    argocd.delete("api-staging");
    var ran = promote("api", "--verified");
    assertEquals(0, ran.code(), ran.err());
  }

  @Test
  void aPromotionIsWaitedFor() {
    argocd.onRefresh(
        "api-production",
        app -> app.sync("OutOfSync", world.head()),
        app -> app.sync("Synced", world.head()).health("Healthy").runs(image));
    var ran = promote("api", "--wait");
    assertEquals(0, ran.code(), ran.err());
    assertTrue(ran.out().endsWith("api-production  live\n"), ran.out());
  }

  @Test
  void ofAllServicesThoseThatThePlanNamesAreWaitedFor() {
    argocd.onRefresh(
        "api-production", app -> app.sync("Synced", world.head()).health("Healthy").runs(image));
    var ran = promote("--all", "--wait");
    assertEquals(0, ran.code(), ran.err());
    assertTrue(ran.out().endsWith("api-production  live\n"), ran.out());
  }

  @Test
  void aPromotionWithoutAnApplicationIsNotBegun() {
    argocd.delete("api-production");
    var head = world.head();
    assertEquals(4, promote("api", "--wait").code());
    assertEquals(4, promote("--all", "--wait").code());
    assertEquals(head, world.head());
  }

  @Test
  void aRollbackIsWaitedFor() {
    var second = world.pushed("v2", "api", "2");
    world.deploy("api=" + second, "--env", "staging");
    argocd.onRefresh(
        "api-staging",
        app ->
            app.operation("Failed", "one or more objects failed to apply", world.head())
                .sync("OutOfSync", world.head()));
    var ran = here.asking("rollback", "api", "--env", "staging", "--wait");
    assertEquals(6, ran.code(), ran.out() + ran.err());
    assertTrue(ran.err().contains("one or more objects failed to apply"), ran.err());
    assertTrue(world.values("staging", "api").contains(image.substring(image.indexOf('@') + 1)));
  }

  @Test
  void statusTellsWhatRunsWithOneRequest() {
    var second = world.pushed("v2", "api", "2");
    world.deploy("api=" + second, "--env", "production");
    argocd.put(App.named("api-staging").runs(image));
    argocd.put(App.named("api-production").runs(image).sync("OutOfSync", "0".repeat(40)));
    var ran = here.asking("status", "api", "-e", "staging,production", "--live");
    assertEquals(0, ran.code(), ran.err());
    assertEquals(
        """
        SERVICE  STAGING              PRODUCTION                                DIFFERS FROM
        api      %s live  ! %s runs %s+OutOfSync  staging
        1 row, 1 differ, 0 held, 1 not live (= as where it is promoted from, ! another)
        """
            .formatted(cut(image), cut(second), cut(image)),
        ran.out().replaceAll("(?m) +$", ""));
    assertEquals(1, argocd.requests().size(), argocd.requests()::toString);
  }

  @Test
  void whatDoesNotRunCountsAsChanged() throws IOException {
    world.deploy("api=" + image, "--env", "production");
    argocd.put(App.named("api-staging").runs(image));
    argocd.put(App.named("api-production").runs(image).health("Progressing"));
    var ran =
        here.asking("status", "-e", "staging,production", "--live", "--changed", "-o", "json");
    assertEquals(0, ran.code(), ran.err());
    var services = JSON.std.mapFrom(ran.out()).get("services");
    assertEquals(
        Map.of(
            "application",
            "api-production",
            "known",
            true,
            "live",
            false,
            "sync",
            "Synced",
            "health",
            "Progressing",
            "images",
            List.of(image)),
        at(services, 0, "environments", "production", "argocd"));
    assertEquals("api", at(services, 0, "service"));
  }

  @Test
  void theLiveStatusOfThePastIsNotKnown() {
    var ran = here.asking("status", "--live", "--at", "2026-11-25");
    assertEquals(2, ran.code(), ran.err());
    assertTrue(ran.err().contains("--live and --at exclude each other"), ran.err());
  }

  private static Object at(Object from, Object... keys) {
    var here = from;
    for (var key : keys) {
      here = here instanceof List<?> list ? list.get((int) key) : ((Map<?, ?>) here).get(key);
    }
    return here;
  }

  private static String cut(String image) {
    return image.substring(image.indexOf("sha256:") + 7).substring(0, 12);
  }

  @Test
  void aPlaceholderIsNeverLive() throws IOException {
    var path = "environments/production/values/api.yaml";
    var repository = image.substring(0, image.indexOf('@'));
    world.committed(
        path, "image:\n  repository: %s\n  digest: sha256:PLACEHOLDER\n".formatted(repository));
    argocd.put(App.named("api-production").runs(image));
    var ran = here.asking("status", "api", "-e", "production", "--live");
    assertEquals(0, ran.code(), ran.err());
    assertTrue(ran.out().matches("(?s).*\napi +invalid\n.*1 invalid.*"), ran.out());
  }
}
