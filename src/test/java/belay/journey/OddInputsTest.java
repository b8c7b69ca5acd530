package belay.journey;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Deployments as an impatient or careless person types them.
final class OddInputsTest {
  @TempDir Path folder;
  private World world;

  @BeforeEach
  void begin() {
    world = new World(folder);
  }

  @AfterEach
  void end() {
    world.close();
  }

  @Test
  void nothingIsPushedToAUrlBehindTheBackOfNoPush() {
    var image = world.pushed("v1", "api", "1");
    var head = world.head();
    var ran = world.belay("deploy", "api=" + image, "--env", "staging", "--no-push");
    assertEquals(2, ran.code(), ran.err());
    assertEquals(
        """
        error: a commit cannot stay local with %s: nothing is checked out
          help: leave out --no-push, or use a clone of it: --repo PATH
        """
            .formatted(world.url()),
        ran.err());
    assertEquals(head, world.head());
  }

  @Test
  void aConfigurationIsNeverReadInPart() throws Exception {
    var image = world.pushed("v1", "api", "1");
    Files.writeString(folder.resolve("big.yaml"), "#".repeat(2_000_000));
    var ran = world.belay("deploy", "api=" + image, "--env", "staging", "--config", "big.yaml");
    assertEquals(2, ran.code(), ran.err());
    assertTrue(ran.err().contains("big.yaml: larger than 1048576 bytes"), ran.err());
  }

  @Test
  void anEmptyMessageIsNone() {
    var image = world.pushed("v1", "api", "1");
    world.deploy("api=" + image, "--env", "staging", "--message", " \n");
    var digest = image.substring(image.indexOf('@') + 1);
    assertEquals(
        "Deploy api@%s\n".formatted(digest.substring(0, 19)),
        world.git("log", "-1", "--format=%s", "main"));
    assertTrue(
        world.git("log", "-1", "--format=%(trailers)", "main").contains("Belay-Service: api\n"));
  }

  @Test
  void aRevisionCannotAddLinesToTheMessage() {
    var image = world.pushed("v1", "api", "1");
    world.deploy("api=" + image, "--env", "staging", "--revision", "ab\n\nBelay-Service: web");
    assertTrue(
        world.git("log", "-1", "--format=%s", "main").endsWith("(ab Bela)\n"),
        world.git("log", "-1", "--format=%B", "main"));
    assertFalse(world.git("log", "-1", "--format=%B", "main").contains("\nBelay-Service: web"));
  }

  @Test
  void aRegistryUnderAKeyOfItsOwnStaysThere() throws Exception {
    var image = world.pushed("v1", "api", "1");
    var path = "environments/staging/values/split.yaml";
    var before = "image:\n  registry: %s\n  repository: shop/api\n  tag: \"1\"\n";
    world.committed(path, before.formatted(world.registry.address()));

    world.deploy("split", "--tag", "1", "--env", "staging");

    var digest = image.substring(image.indexOf('@') + 1);
    assertEquals(
        before.formatted(world.registry.address()).replace("tag: \"1\"", "digest: " + digest),
        world.values("staging", "split"));
    world.committed(path, before.formatted("docker.io"));
    var ran = world.belay("deploy", "split=" + image, "--env", "staging");
    assertEquals(3, ran.code(), ran.err());
    assertTrue(ran.err().startsWith("error: " + path + ":2:13: image.registry is \"docker.io\""));
  }

  @Test
  void aTagThatPaintsIsShownAsText() throws Exception {
    var image = world.pushed("v1", "api", "1");
    world.committed(
        "environments/staging/values/odd.yaml",
        "image:\n  repository: x/y\n  tag: \"\\e[31mred\"\n");
    var ran = world.deploy("odd=" + image, "--env", "staging");
    assertTrue(ran.out().contains("?[31mred"), ran.out());
  }

  @Test
  void severalImagesOfAServiceAreToldApartInTheMessage() throws Exception {
    var image = world.pushed("v1", "api", "1");
    world.committed(
        "environments/staging/values/pair.yaml",
        "image: {repository: a/b, tag: v1}\nsidecar: {image: {repository: c/d, tag: v1}}\n");
    world.committed(
        "belay.yaml", "services: {pair: {images: {main: image, sidecar: sidecar.image}}}\n");
    world.deploy("pair/main=" + image, "pair/sidecar=" + image, "--env", "staging");
    var body = world.git("log", "-1", "--format=%b", "main");
    assertTrue(body.startsWith("- pair: " + image + "\n- pair/sidecar: " + image + "\n"), body);
  }
}
