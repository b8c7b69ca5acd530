package belay.journey;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import belay.argocd.App;
import belay.argocd.ArgoCdStandIn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What `belay deploy --wait` needs, and where it is found. Who is not let in is
/// [WaitOnArgoCdTest]'s.
final class WaitGuardsTest {
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
  void withoutAnArgoCdNothingIsWritten() {
    var head = world.head();
    var ran = world.belay("deploy", "api=" + image, "--env", "staging", "--wait");
    assertEquals(2, ran.code(), ran.err());
    assertTrue(ran.err().contains("--argocd URL"), ran.err());
    assertEquals(head, world.head());
  }

  @Test
  void whatIsNotPushedIsNotWaitedFor() {
    var ran = here.deploy("api=" + image, "--no-push");
    assertEquals(2, ran.code(), ran.err());
    assertTrue(ran.err().contains("--wait and --no-push exclude each other"), ran.err());
  }

  @Test
  void aDryRunWaitsForNothing() {
    var ran = here.deploy("api=" + image, "--dry-run");
    assertEquals(0, ran.code(), ran.err());
    assertEquals(List.of(), argocd.requests());
  }

  @Test
  void findsTheServerInBelayYamlAndTheTokenWhereArgocdKeepsIt() throws IOException {
    var config =
        """
        schema: belay/v1
        environments: [{name: staging}]
        argocd: {server: "%s", applications: "shop-{service}"}
        """
            .formatted(argocd.url());
    world.committed("belay.yaml", config);
    argocd.put(App.named("shop-api"));
    argocd.onRefresh("shop-api", here::live);
    var kept = Files.createDirectories(folder.resolve(".config/argocd")).resolve("config");
    Files.writeString(
        kept,
        """
        contexts:
        - {name: other, server: argocd.example.com, user: other}
        - {name: ours, server: "%s", user: ours}
        current-context: other
        servers: []
        users:
        - {name: other, auth-token: wrong}
        - {name: ours, auth-token: %s}
        """
            .formatted(argocd.url().substring("http://".length()), ArgoCdStandIn.TOKEN));
    var ran = world.belay("deploy", "api=" + image, "--env", "staging", "--wait", "-v");
    assertEquals(0, ran.code(), ran.err());
    assertTrue(ran.out().endsWith("shop-api  live\n"), ran.out());
    assertTrue(ran.err().contains("from " + kept), ran.err());
    assertFalse(ran.err().contains(ArgoCdStandIn.TOKEN), ran.err());
  }
}
