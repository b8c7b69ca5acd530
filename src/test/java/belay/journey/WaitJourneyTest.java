package belay.journey;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import belay.argocd.App;
import belay.argocd.ArgoCdStandIn;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `belay deploy --wait` where what is between Argo CD and us, or Argo CD's own notes, are not as
/// they should be, which a stand-in can show. How Applications come to their ends is
/// [WaitOnArgoCdTest]'s.
final class WaitJourneyTest {
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
}
