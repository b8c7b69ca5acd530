package belay.journey;

import static belay.journey.ArgoCdWorld.STATE;
import static belay.journey.ArgoCdWorld.valuesFile;
import static org.junit.jupiter.api.Assertions.assertEquals;

import belay.cli.Ran;
import belay.journey.ArgoCdWorld.GitOps;
import belay.peers.ControlPlane;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/// What Argo CD itself has a say in beside `deploy --wait`: promotions of what runs well, waits for
/// promotions and rollbacks, and the status of the cluster.
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class VerifiedOnArgoCdTest {
  private static final String AUTO = "{automated: {prune: true, selfHeal: true}}";

  /// By service: what its values file in staging asks for.
  private static final Map<String, String> SERVICES = new LinkedHashMap<>();

  static {
    SERVICES.put("well", "");
    SERVICES.put("ill", "deadline: 1\nnode: {nowhere: really}\n");
    SERVICES.put("hidden", "");
    SERVICES.put("resting", "replicas: 0\n");
    SERVICES.put("unknown", "");
    SERVICES.put("same", "");
  }

  @TempDir static Path folder;
  private static ArgoCdWorld here;
  private static GitOps gitOps;

  @BeforeAll
  static void begin() throws IOException {
    ControlPlane.require();
    here = new ArgoCdWorld(folder, "lives");
    var files = new LinkedHashMap<String, String>();
    for (var service : SERVICES.entrySet()) {
      files.put("staging/" + service.getKey(), service.getValue());
      files.put("production/" + service.getKey(), "");
    }
    gitOps = here.repository("lives", "image: {path: image}\n", files);
    deploy("staging", here.first, "well", "ill", "hidden", "resting", "unknown", "same");
    deploy("production", here.first, "same");
    here.argocd
        .plane()
        .apply(
            here.application(gitOps, "well", "staging", AUTO)
                + here.application(gitOps, "well", "production", AUTO)
                + here.application(gitOps, "ill", "staging", AUTO)
                + here.application(gitOps, "resting", "staging", "{}")
                + hidden());
  }

  /// A parameter of the Application hides what Git says.
  private static String hidden() {
    return here.application(
        "argocd",
        "default",
        "hidden-staging",
        AUTO,
        "source: "
            + here.source(
                gitOps,
                "path: chart",
                "helm: {valueFiles: [%s], parameters: [{name: runs, value: \"%s\"}]}"
                    .formatted(valuesFile("hidden", "staging"), here.second)));
  }

  private static void deploy(String environment, String image, String... services) {
    var arguments = ArgoCdWorld.list("deploy");
    for (var service : services) {
      arguments.add(service + "=" + image);
    }
    arguments.addAll(List.of("--env", environment));
    here.well(gitOps, arguments.toArray(String[]::new));
  }

  @AfterAll
  static void end() throws IOException {
    if (here != null) {
      here.close();
    }
  }

  private static Ran promote(String... more) {
    return promote(Map.of(), more);
  }

  private static Ran promote(Map<String, String> variables, String... more) {
    var arguments = ArgoCdWorld.list("promote", "--from", "staging", "--to", "production");
    arguments.addAll(List.of(more));
    return here.belay(gitOps, variables, arguments.toArray(String[]::new));
  }

  @Test
  @Order(1)
  void onlyWhatRunsWellIsPromoted() throws IOException {
    here.well(gitOps, "sync", "resting", "--env", "staging", "--wait");
    deploy("staging", here.second, "resting");
    here.awaited("OutOfSync Healthy", "resting-staging", STATE);
    here.awaited("Synced Degraded", "ill-staging", STATE);
    here.awaited("Synced Healthy", "hidden-staging", STATE);
    here.awaited("Synced Healthy", "well-staging", STATE);
    var head = gitOps.head();
    var refusals =
        new Transcript(here.world)
            .ended(3, promote("ill", "--verified"), "promote what is unhealthy")
            .ended(3, promote("hidden", "--verified"), "promote what does not run")
            .ended(3, promote("resting", "--verified"), "promote what is not synced, without a Pod")
            .ended(3, promote("well", "ill", "hidden", "--verified"), "promote one well, two not")
            .ended(4, promote("unknown", "--verified"), "promote what has no Application")
            .ended(
                8,
                promote(Map.of("ARGOCD_AUTH_TOKEN", ""), "well", "--verified"),
                "promote without a token")
            .ended(
                9,
                promote(Map.of("ARGOCD_SERVER", "http://127.0.0.1:1"), "well", "--verified"),
                "promote without an Argo CD")
            .ended(4, promote("ill", "--wait"), "promote to where no Application is, and wait")
            .ended(4, promote("--all", "--wait"), "promote all, and wait");
    assertEquals(head, gitOps.head());
    refusals.is("argocd/refusals");
    here.well(gitOps, "sync", "resting", "--env", "staging", "--wait");
    new Transcript(here.world)
        .ended(0, promote("same", "--verified"), "promote what is there")
        .ended(0, promote("resting", "--verified"), "promote what rests")
        .ended(0, promote("well", "--verified", "--wait"), "promote what runs well, and wait")
        .is("argocd/promotions");
  }

  @Test
  @Order(2)
  void statusTellsWhatRuns() throws IOException {
    here.awaited(here.first, "well-production", "{.status.summary.images[*]}");
    deploy("staging", here.first, "resting");
    here.awaited("OutOfSync Healthy", "resting-staging", STATE);
    new Transcript(here.world)
        .ended(0, status(), "status")
        .ended(0, status("--changed"), "status of what differs")
        .ended(0, status("-o", "json"), "status for programs")
        .is("argocd/status");
  }

  private static Ran status(String... more) {
    var arguments = ArgoCdWorld.list("status", "-e", "staging,production", "--live");
    arguments.addAll(List.of(more));
    return here.belay(gitOps, arguments.toArray(String[]::new));
  }

  @Test
  @Order(3)
  void aRollbackIsWaitedFor() throws IOException {
    here.well(gitOps, "deploy", "well=" + here.second, "--env", "production", "--wait");
    new Transcript(here.world)
        .ended(
            0, here.belay(gitOps, "rollback", "well", "--env", "production", "--wait"), "rollback")
        .is("argocd/rollback");
    assertEquals(here.first, here.field("well-production", "{.status.summary.images[*]}"));
  }
}
