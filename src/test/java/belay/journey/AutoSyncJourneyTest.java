package belay.journey;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Auto-sync is switched in Git, byte by byte: in Applications, in sets, and where it cannot be.
final class AutoSyncJourneyTest {
  private static final String API = "applications/platform/api.yaml";
  private static final String SET = "applicationset.yaml";

  @TempDir Path folder;
  private World world;
  private Transcript said;

  @BeforeEach
  void begin() {
    world = new World(folder);
    said = new Transcript(world);
  }

  @AfterEach
  void end() {
    world.close();
  }

  /// Two services with charts of their own, pinned in staging.
  private void made(String... flags) {
    var init = new ArrayList<>(List.of("init", world.url()));
    init.addAll(List.of("--project", "shop"));
    init.addAll(List.of(flags));
    done(init.toArray(String[]::new));
    done("add", "api", "--new-chart", "--image", world.image("api", "1"));
    done("add", "web", "--new-chart", "--image", world.image("web", "1"));
  }

  private void done(String... arguments) {
    var ran = world.belay(arguments);
    assertEquals(0, ran.code(), ran.err());
  }

  private void pushed(String... services) {
    for (var service : services) {
      world.pushed("v1", service, "1");
    }
  }

  private String file(String path) {
    return world.git("show", "main:" + path);
  }

  /// A repository of a world that has nothing in it.
  private void fresh() throws IOException {
    var clone = Files.createTempDirectory(folder, "wipe");
    World.gitIn(folder, "clone", "-q", world.bare.toString(), clone.toString());
    World.gitIn(clone, "rm", "-rq", ".");
    World.gitIn(clone, "commit", "-qm", "Begin anew");
    World.gitIn(clone, "push", "-q", "origin", "HEAD:main");
  }

  @Test
  void applicationsAreSwitchedAndComeBackByteForByte() throws IOException {
    fresh();
    pushed("api", "web");
    made();
    var before = file(API);
    said.belay(0, "autosync", "show")
        .belay(10, "autosync", "off", "staging", "--dry-run", "--exit-code")
        .belay(0, "autosync", "off", "staging", "api", "--diff")
        .belay(0, "autosync", "off", "staging", "api")
        .belay(0, "autosync", "show", "staging", "-o", "json")
        .belay(0, "autosync", "on", "staging");
    assertEquals(before, file(API));
    assertEquals(
        """
        Switch auto-sync on in staging

        Belay-Service: api
        Belay-Environment: staging
        Belay-Action: autosync-on

        """,
        world.git("log", "-1", "--format=%B"));
    said.is("autosync/applications");
  }

  @Test
  void whatBeginsByHandBecomesWhatBeginsByItself() throws IOException {
    fresh();
    pushed("api", "web");
    made("--manual-sync");
    said.belay(0, "autosync", "show");
    done("deploy", "api", "web", "--tag", "1", "--env", "production");
    done("autosync", "on", "staging");
    done("autosync", "on", "production");
    var switched = file(API);
    var by = file("README.md");
    fresh();
    made();
    assertEquals(switched, file(API));
    assertTrue(by.contains("belay autosync on staging SERVICE"), by);
    said.is("autosync/by-hand");
  }

  @Test
  void aSetIsSwitchedForAnEnvironmentAndForOneService() throws IOException {
    fresh();
    pushed("api", "web");
    made("--applicationset", "--manual-sync");
    var before = file(SET) + file(API);
    said.belay(0, "autosync", "on", "staging", "api", "--diff")
        .belay(0, "autosync", "on", "staging", "api")
        .belay(0, "autosync", "show", "staging")
        .belay(0, "autosync", "on", "staging", "--diff")
        .belay(0, "autosync", "off", "staging", "web", "--diff")
        .belay(0, "autosync", "show", "staging")
        .belay(0, "autosync", "on", "staging", "web")
        .belay(0, "autosync", "off", "staging", "--diff");
    assertEquals(before, file(SET) + file(API));
    said.is("autosync/set");
  }

  @Test
  void aSetFromBeforeSaysWhatItNeedsForOneService() throws IOException {
    fresh();
    pushed("api", "web");
    made("--applicationset");
    world.committed(
        SET, file(SET).replace("if dig \"autosync\" .environment .automated .", "if .automated"));
    said.belay(3, "autosync", "off", "staging", "api")
        .belay(0, "autosync", "off", "staging", "--diff")
        .belay(0, "autosync", "off", "staging", "api")
        .is("autosync/set-from-before");
  }

  @Test
  void onIsRefusedWithEveryFaultAtOnceUnlessSomebodySaysWhy() throws IOException {
    fresh();
    pushed("api", "web");
    made("--manual-sync");
    world.committed("charts/jobs/Chart.yaml", "apiVersion: v2\nname: jobs\nversion: 0.1.0\n");
    world.committed(
        "charts/jobs/templates/deployment.yaml",
        "kind: Deployment\nspec:\n  image: \"{{ .Values.image.repository }}:{{ .Values.tag }}\"\n");
    done("add", "jobs", "--chart", "charts/jobs", "--image", world.pushed("v2", "jobs", "1"));
    done("hold", "api", "--env", "staging", "--reason", "slow answers");
    var web = world.values("production", "web");
    world.committed(
        "environments/production/values/web.yaml",
        web.replaceFirst("(?m)^  digest: .*$", "  tag: \"1.0\""));
    var head = world.head();
    said.belay(3, "autosync", "on", "staging")
        .belay(3, "autosync", "on", "production", "web")
        .belay(3, "autosync", "on", "development", "api", "-o", "json")
        .belay(2, "autosync", "on", "staging", "--force", " ")
        .belay(2, "autosync", "off", "staging", "--force", "x");
    assertEquals(head, world.head());
    said.belay(0, "autosync", "on", "staging", "--force", "the demo is today");
    assertTrue(
        world
            .git("log", "-1", "--format=%B")
            .contains("Belay-Action: autosync-on\nBelay-Forced: the demo is today\n"));
    said.is("autosync/faults");
  }

  @Test
  void anApplicationOfOthersKeepsWhatItSays() throws IOException {
    world.committed(
        "argocd/apps.yaml",
        """
        # both in one file
        apiVersion: argoproj.io/v1alpha1
        kind: Application
        metadata: {name: api-staging}
        spec:
          syncPolicy:
            automated: {enabled: false, prune: false} # Argo CD 3.1
        ---
        apiVersion: argoproj.io/v1alpha1
        kind: Application
        metadata:
          name: web-staging
        spec:
          project: shop
        ---
        apiVersion: argoproj.io/v1alpha1
        kind: Application
        metadata: {name: api-production}
        spec: {syncPolicy: {automated: {}}}
        """);
    pushed("api", "web");
    done("deploy", "api", "web", "--tag", "1", "--env", "staging");
    said.belay(0, "autosync", "show")
        .belay(0, "autosync", "on", "staging", "api", "web", "--diff")
        .belay(0, "autosync", "off", "staging", "--diff")
        .belay(0, "autosync", "off", "production", "api", "--diff")
        .belay(4, "autosync", "off", "production", "web")
        .belay(4, "autosync", "off", "development")
        .is("autosync/of-others");
  }

  @Test
  void aSetOfOthersIsSwitchedOrItIsSaidWhyNot() throws IOException {
    world.committed(
        "argocd/sets.yaml",
        """
        apiVersion: argoproj.io/v1alpha1
        kind: ApplicationSet
        metadata: {name: shop}
        spec:
          generators:
            - matrix:
                generators:
                  - git: {files: [{path: "services/*.yaml"}]}
                  - list:
                      elements:
                        - {env: development}
                        - {env: staging}
          template:
            metadata:
              name: '{{service}}-{{env}}'
            spec:
              syncPolicy:
                automated:
                  prune: true
        ---
        apiVersion: argoproj.io/v1alpha1
        kind: ApplicationSet
        metadata: {name: production}
        spec:
          generators:
            - git: {files: [{path: "services/*.yaml"}]}
          template:
            metadata:
              name: '{{service}}-production'
            spec:
              syncPolicy:
                automated:
                  prune: true
        """);
    said.belay(0, "autosync", "show")
        .belay(3, "autosync", "off", "staging")
        .belay(3, "autosync", "off", "staging", "api")
        .belay(3, "autosync", "off", "production", "api")
        .belay(0, "autosync", "off", "production", "--diff")
        .is("autosync/set-of-others");
  }

  @Test
  void aProtectedEnvironmentAsksAndACloneMayKeepItToItself() throws IOException {
    fresh();
    pushed("api", "web");
    made();
    world.committed(
        "belay.yaml",
        file("belay.yaml")
            .replace("- name: production\n", "- name: production\n    protect: true\n"));
    said.belay(3, "autosync", "off", "production")
        .belay(0, "autosync", "off", "production", "api", "--yes");
    var clone = folder.resolve("clone");
    World.gitIn(folder, "clone", "-q", world.bare.toString(), clone.toString());
    var head = world.head();
    said.belay(0, "autosync", "off", "staging", "-R", clone.toString(), "--no-push");
    assertEquals(head, world.head());
    assertNotEquals(file(API), Files.readString(clone.resolve(API)));
    said.is("autosync/protected");
  }

  @Test
  void whatIsMeantIsSaidOrNothingIsSwitched() throws IOException {
    fresh();
    pushed("api", "web");
    made();
    said.belay(2, "autosync")
        .belay(2, "autosync", "of", "staging")
        .belay(2, "autosync", "on")
        .belay(2, "autosync", "on", "stagging")
        .belay(4, "autosync", "on", "staging", "apii")
        .belay(2, "autosync", "show", "--force", "x")
        .belay(2, "sync", "api")
        .belay(2, "sync", "api", "api", "--env", "staging")
        .belay(2, "sync", "api", "--env", "staging")
        .is("autosync/what-is-meant");
  }
}
