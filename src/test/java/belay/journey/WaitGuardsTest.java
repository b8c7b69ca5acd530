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
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What `belay deploy --wait` needs, found out before anything is written.
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
  void aMissingApplicationIsFoundOutBeforeAnythingIsWritten() {
    argocd.delete("api-staging");
    var head = world.head();
    var ran = here.deploy("api=" + image);
    assertEquals(4, ran.code(), ran.err());
    assertTrue(
        ran.err().startsWith("error: no Application \"api-staging\" in project \"default\""),
        ran.err());
    assertEquals(head, world.head());
  }

  @Test
  void aTokenThatIsNotAcceptedStopsBeforeAnythingIsWritten() {
    var head = world.head();
    var wrong =
        here.deployWith(Map.of("ARGOCD_AUTH_TOKEN", "not-the-token-at-all"), "api=" + image);
    assertEquals(8, wrong.code(), wrong.err());
    assertTrue(wrong.err().contains("does not accept the token"), wrong.err());
    assertFalse(wrong.err().contains("not-the-token-at-all"), wrong.err());
    var none = here.deployWith(Map.of("ARGOCD_AUTH_TOKEN", ""), "api=" + image);
    assertEquals(8, none.code(), none.err());
    assertTrue(none.err().contains("wants a token, and none was found"), none.err());
    assertEquals(head, world.head());
  }

  @Test
  void anApplicationThatMayNotBeSeenIsAMatterOfPermission() {
    argocd.refuse(403);
    var ran = here.deploy("api=" + image);
    assertEquals(8, ran.code(), ran.err());
    assertTrue(ran.err().contains("does not show the Application \"api-staging\""), ran.err());
  }

  @Test
  void anArgoCdThatIsNotThereStopsBeforeAnythingIsWritten() {
    var head = world.head();
    argocd.close();
    var ran = here.deploy("api=" + image);
    assertEquals(9, ran.code(), ran.err());
    assertEquals(head, world.head());
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
