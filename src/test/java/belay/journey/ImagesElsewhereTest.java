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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

  private Transcript said() {
    return new Transcript(world);
  }

  private String repository() {
    return pushed.substring(0, pushed.indexOf('@'));
  }

  @Test
  void deployNamesEveryPlaceAndTheLinesThatChoose() throws IOException {
    world.committed(FILE, ELSEWHERE);
    var head = world.head();

    said().belay(3, "deploy", "api=" + pushed, "--env", "staging").is("elsewhere/deploy");
    assertEquals(head, world.head());
  }

  @Test
  void promoteRefusesTheSame() throws IOException {
    world.deploy("api=" + pushed, "--env", "staging");
    world.committed(
        FILE.replace("staging", "production"), "a:\n  b:\n    - image: {graph: c, digest: \"\"}\n");

    said()
        .belay(3, "promote", "api", "--from", "staging", "--to", "production", "--yes")
        .is("elsewhere/promote");
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
  void statusSaysWhereTheImagesAre() throws IOException {
    world.committed(FILE, ELSEWHERE);

    said().belay(0, "status", "api").belay(0, "status", "api", "-o", "json").is("elsewhere/status");
  }

  /// Without `belay.yaml` the file is refused with a line; the line is the cure.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "main_app: {image: team/api, version: v1}"
            + "|main_app: {image: REPO, digest: DIGEST}"
            + "|{path: main_app, keys: {repository: image, tag: version}}",
        "images: [{name: api, newName: team/api, newTag: v1}]"
            + "|images: [{name: api, newName: REPO, digest: DIGEST}]"
            + "|{path: 'images[name=api]', keys: {repository: newName, tag: newTag}}",
        "a: {imageRepository: team/api, imageTag: v1}"
            + "|a: {imageRepository: REPO, imageDigest: DIGEST}"
            + "|{path: a, keys: {repository: imageRepository, digest: imageDigest, tag: imageTag}}",
        "{imageName: team/api, imageTag: v1, port: 80}"
            + "|{imageName: REPO, imageDigest: DIGEST, port: 80}"
            + "|{path: '$', keys: {repository: imageName, digest: imageDigest, tag: imageTag}}",
        "{image: team/api, tag: v1, port: 80}"
            + "|{image: REPO, digest: DIGEST, port: 80}"
            + "|{path: '$', keys: {repository: image}}"
      })
  void keysOfOtherNamesAreNamedAndChosen(String before, String after, String setting)
      throws IOException {
    world.committed(FILE, before + "\n");

    var refused = world.belay("deploy", "api=" + pushed, "--env", "staging");
    var line = "services: {api: {images: {main: %s}}}".formatted(setting);

    assertEquals(3, refused.code(), refused.err());
    assertTrue(refused.err().contains(line), refused.err());
    world.committed("belay.yaml", line + "\n");
    world.deploy("api=" + pushed, "--env", "staging");
    assertEquals(
        after.replace("REPO", repository()).replace("DIGEST", digest()) + "\n",
        world.values("staging", "api"));
    assertTrue(world.belay("status").out().contains(digest().substring(7, 19)));
    assertTrue(world.belay("history", "api").out().contains(digest().substring(7, 19)));
    assertTrue(
        world.belay("deploy", "api=" + pushed, "--env", "staging").out().contains("nothing to do"));
  }

  @Test
  void theRegistryMayStandElsewhere() throws IOException {
    var slash = repository().indexOf('/');
    var registry = repository().substring(0, slash);
    var name = repository().substring(slash + 1);
    var values = "global: {imageRegistry: '%s'}\nimage: {repository: %s, tag: \"%s\"}\n";
    world.committed(FILE, values.formatted(registry, name, "1.0.0"));

    var unsaid = world.belay("deploy", "api=" + pushed, "--env", "staging");
    assertEquals(3, unsaid.code(), unsaid.err());
    assertTrue(unsaid.err().contains("registry: global.imageRegistry"), unsaid.err());

    world.committed("belay.yaml", "services: {api: {registry: global.imageRegistry}}\n");
    var other = world.belay("deploy", "api=ghcr.io/a/b@" + digest(), "--env", "staging");
    world.deploy("api", "--tag", "1.0.0", "--env", "staging");

    assertTrue(other.code() != 0, other.out());
    assertEquals(
        values.formatted(registry, name, "").replace("tag: \"\"", "digest: " + digest()),
        world.values("staging", "api"));
    var status = world.belay("status", "-o", "json").out();
    assertTrue(status.contains(repository() + "@" + digest()), status);
    var missing = FILE.replace("staging", "production");
    world.committed(missing, "image: {repository: a}\n");
    var without = world.belay("deploy", "api=" + pushed, "--env", "production", "--yes");
    assertEquals(3, without.code(), without.err());
    assertTrue(without.err().contains(missing + " has no global.imageRegistry"), without.err());
  }

  private String digest() {
    return pushed.substring(pushed.indexOf('@') + 1);
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
