package belay.journey;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import belay.argocd.App;
import belay.argocd.ArgoCdStandIn;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What Argo CD has a say in beside `deploy --wait`, by a stand-in: how often it is asked, and what
/// it is not asked. What it says is [VerifiedOnArgoCdTest]'s.
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

  @Test
  void ofAllServicesThoseThatThePlanNamesAreWaitedFor() {
    argocd.onRefresh(
        "api-production", app -> app.sync("Synced", world.head()).health("Healthy").runs(image));
    var ran = here.asking("promote", "--from", "staging", "--to", "production", "--all", "--wait");
    assertEquals(0, ran.code(), ran.err());
    assertTrue(ran.out().endsWith("api-production  live\n"), ran.out());
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
  void theLiveStatusOfThePastIsNotKnown() {
    var ran = here.asking("status", "--live", "--at", "2026-11-25");
    assertEquals(2, ran.code(), ran.err());
    assertTrue(ran.err().contains("--live and --at exclude each other"), ran.err());
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
