package belay.journey;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import belay.argocd.App;
import belay.argocd.ArgoCdStandIn;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Which images and which commits count as what was deployed.
final class WaitImagesTest {
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
  void podsCountWhereTheSummaryLagsBehind() {
    argocd.onRefresh(
        "api-staging",
        app ->
            app.sync("Synced", world.head())
                .cluster(
                    new App.Cluster(
                        List.of("example.com/api:old"),
                        List.of(List.of(image, "example.com/proxy:1")),
                        List.of(),
                        true)));
    assertEquals(0, here.deploy("api=" + image).code());
  }

  @Test
  void podsOfTheOldDigestAreNotLive() {
    var old = world.pushed("v2", "api", "2");
    argocd.onRefresh("api-staging", app -> app.sync("Synced", world.head()).runs(old));
    var ran = here.deploy("api=" + image, "--timeout", "5s");
    assertEquals(7, ran.code(), ran.err());
    assertTrue(ran.err().contains("its Pods run " + old + ", not sha256:"), ran.err());
  }

  @Test
  void scaledToZeroIsLiveWhereTheManifestsHaveTheDigest() {
    argocd.onRefresh(
        "api-staging",
        app ->
            app.sync("Synced", world.head())
                .cluster(
                    new App.Cluster(
                        List.of(), List.of(), List.of("{\"image\":\"" + image + "\"}"), true)));
    var ran = here.deploy("api=" + image);
    assertEquals(0, ran.code(), ran.err());
    assertTrue(ran.out().contains("live, though no Pod of "), ran.out());
  }

  @Test
  void aChartThatIgnoresTheDigestIsNotLive() {
    argocd.onRefresh("api-staging", app -> app.sync("Synced", world.head()).runs("nginx:1.27"));
    var ran = here.deploy("api=" + image, "--timeout", "5s");
    assertEquals(7, ran.code(), ran.err());
    assertTrue(ran.err().contains("does the chart use the digest?"), ran.err());
  }

  @Test
  void aLaterCommitThatKeepsOurDigestIsJustAsGood() {
    argocd.onRefresh(
        "api-staging",
        app -> {
          commit("README.md", "more\n");
          return here.live(app);
        });
    var ran = here.deploy("api=" + image);
    assertEquals(0, ran.code(), ran.err());
    assertFalse(ran.out().contains("commit " + world.head()), ran.out());
  }

  @Test
  void aLaterCommitWithAnotherDigestIsAConflict() {
    var other = world.pushed("v2", "api", "2");
    argocd.onRefresh(
        "api-staging",
        app -> {
          assertEquals(0, world.belay("deploy", "api=" + other, "--env", "staging").code());
          return app.sync("Synced", world.head()).runs(other);
        });
    var ran = here.deploy("api=" + image);
    assertEquals(5, ran.code(), ran.err());
    assertTrue(ran.err().contains("api in staging was deployed over: commit "), ran.err());
    assertTrue(ran.err().contains("help: belay history api --env staging"), ran.err());
  }

  @Test
  void whatIsDeployedAlreadyIsStillSeenToRun() {
    world.deploy("api=" + image, "--env", "staging");
    argocd.put(App.named("api-staging").sync("Synced", world.head()).runs(image));
    var ran = here.deploy("api=" + image);
    assertEquals(0, ran.code(), ran.err());
    assertTrue(ran.out().contains("nothing to do: already deployed\napi-staging  live\n"));

    argocd.put(App.named("api-staging").sync("OutOfSync", world.head()));
    assertEquals(7, here.deploy("api=" + image, "--timeout", "1s").code());
  }

  @Test
  void oneOfSeveralSourcesMayBeOurs() {
    argocd.onRefresh("api-staging", app -> app.sync("Synced", "1.2.3", world.head()).runs(image));
    assertEquals(0, here.deploy("api=" + image).code());
  }

  private void commit(String path, String content) {
    try {
      world.committed(path, content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
