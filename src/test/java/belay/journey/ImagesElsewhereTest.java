package belay.journey;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import belay.cli.Ran;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A values file whose image is not where it is looked for: nothing is made up beside it.
final class ImagesElsewhereTest {
  private static final String FILE = "environments/staging/values/api.yaml";
  private static final String ELSEWHERE =
      """
      server:
        image:
          repository: old/api
          tag: "1.0"
      jobs:
        - name: clean
          image: old/clean:2
        - name: copy
          image: {repository: old/copy, tag: "3"}
      """;

  @TempDir Path folder;
  private World world;
  private String pushed = "";

  @BeforeEach
  void begin() {
    world = new World(folder);
    pushed = world.pushed("v1", "api", "1.0.0");
  }

  @AfterEach
  void end() {
    world.close();
  }

  private String repository() {
    return pushed.substring(0, pushed.indexOf('@'));
  }

  @Test
  void deployNamesEveryPlaceAndTheLinesThatChoose() throws IOException {
    world.committed(FILE, ELSEWHERE);
    var head = world.head();

    var ran = world.belay("deploy", "api=" + pushed, "--env", "staging");

    assertEquals(3, ran.code(), ran.err());
    assertTrue(ran.err().contains(FILE + ":3:5: server.image is old/api:1.0"), ran.err());
    assertTrue(ran.err().contains(FILE + ":7:12: jobs[name=clean].image is old/clean:2"));
    assertTrue(ran.err().contains(FILE + ":9:12: jobs[name=copy].image is old/copy:3"));
    assertTrue(ran.err().contains("services: {api: {images: {main: server.image}}}"), ran.err());
    assertTrue(ran.err().contains("{main: 'jobs[name=copy].image'}"), ran.err());
    assertEquals(head, world.head());
  }

  @Test
  void promoteRefusesTheSame() throws IOException {
    world.deploy("api=" + pushed, "--env", "staging");
    world.committed(
        FILE.replace("staging", "production"), "a:\n  b:\n    - image: {graph: c, digest: \"\"}\n");

    var ran = world.belay("promote", "api", "--from", "staging", "--to", "production", "--yes");

    assertEquals(3, ran.code(), ran.err());
    assertTrue(ran.err().contains(":3:14: a.b[0].image is c"), ran.err());
  }

  @Test
  void theLinesThatAreNamedAreTheCure() throws IOException {
    world.committed(FILE, ELSEWHERE);
    world.committed("belay.yaml", "services: {api: {images: {main: 'jobs[name=copy].image'}}}\n");

    world.deploy("api=" + pushed, "--env", "staging");

    var at = pushed.indexOf('@');
    assertEquals(
        ELSEWHERE.replace(
            "repository: old/copy, tag: \"3\"",
            "repository: %s, digest: %s"
                .formatted(pushed.substring(0, at), pushed.substring(at + 1))),
        world.values("staging", "api"));
  }

  @Test
  void onATerminalThePlaceIsAskedFor() throws IOException {
    world.committed(FILE, ELSEWHERE);

    var ran =
        Ran.asked(
            folder,
            Map.of("BELAY_REPO", world.url()),
            "1\n",
            "deploy",
            "api=" + pushed,
            "--env",
            "staging");

    assertEquals(0, ran.code(), ran.err());
    assertTrue(ran.err().contains("services: {api: {images: {main: server.image}}}"), ran.err());
    assertTrue(world.values("staging", "api").contains("repository: " + repository()));
    assertTrue(world.values("staging", "api").contains("repository: old/copy"));
  }

  @Test
  void aFileWithoutAnyImageGetsOne() throws IOException {
    world.committed(FILE, "replicas: 2\nimagePullSecrets:\n  - name: registry\n");

    world.deploy("api=" + pushed, "--env", "staging");

    assertTrue(world.values("staging", "api").contains("\nimage:\n  repository: "));
  }

  @Test
  void anImageBesideTheUsualOneIsNoReasonToAsk() throws IOException {
    world.committed(FILE, "image: {repository: x, tag: y}\n" + ELSEWHERE);

    world.deploy("api=" + pushed, "--env", "staging");

    assertTrue(world.values("staging", "api").endsWith(ELSEWHERE));
  }

  @Test
  void oneEnvironmentNeedsNoNameInThePath() throws IOException {
    world.committed(
        "belay.yaml",
        """
        environments: [{name: production}]
        paths: {values: "applications/{service}.yaml"}
        image: {path: spec.source.helm.valuesObject.image, keys: {repository: graph}}
        """);
    var application =
        """
        kind: Application
        spec:
          source:
            helm:
              valuesObject:
                image:
                  graph: registry.example.com/api
                  # Digest injected by CI/CD
                  digest: "sha256:PLACEHOLDER"
        """;
    world.committed("applications/api.yaml", application);

    world.deploy("api=" + pushed, "--env", "production");

    var digest = pushed.substring(pushed.indexOf('@') + 1);
    assertEquals(
        application
            .replace("registry.example.com/api", repository())
            .replace("sha256:PLACEHOLDER", digest),
        world.git("show", "main:applications/api.yaml"));
    assertTrue(world.belay("status").out().contains(digest.substring(7, 19)));
    assertTrue(world.belay("history", "api").out().contains(digest.substring(7, 19)));
  }
}
