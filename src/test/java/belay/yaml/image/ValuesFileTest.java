package belay.yaml.image;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import belay.failure.Failure;
import belay.failure.Kind;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ValuesFileTest {
  private static final ImageNaming IMAGE = ImageNaming.standard();
  private static final String DIGEST = "sha256:" + "5f".repeat(32);

  private static ValuesFile file(String yaml) {
    return ValuesFile.parse("v.yaml", yaml.getBytes(UTF_8));
  }

  private static ImageValues image(String yaml) {
    return file(yaml).image(IMAGE);
  }

  @Test
  void anImageIsRead() {
    assertEquals(
        new ImageValues(Optional.of("a/b"), Optional.of(DIGEST), Optional.of("1.2")),
        image("image: {repository: a/b, digest: '" + DIGEST + "', tag: 1.2}\n"));
    assertEquals(Optional.of("a/b"), image("image: {graph: a/b}\n").repository());
    assertEquals(Optional.of("r"), image("image: {graph: g, repository: r}\n").repository());
  }

  @Test
  void aRegistryThatStandsApartBelongsToTheName() {
    var name = Optional.of("docker.io/bitnami/nginx");
    assertEquals(
        name, image("image: {registry: docker.io, repository: bitnami/nginx}\n").repository());
    assertEquals(
        name,
        image("image: {registry: docker.io, repository: docker.io/bitnami/nginx}\n").repository());
    assertEquals(
        name, image("image: {registry: '', repository: docker.io/bitnami/nginx}\n").repository());
    assertEquals(
        name, image("image: {registry: x, graph: docker.io/bitnami/nginx}\n").repository());
    assertEquals(Optional.empty(), image("image: {registry: docker.io}\n").repository());
    assertEquals(
        Optional.of(""), image("image: {registry: docker.io, repository: ''}\n").repository());
  }

  @Test
  void whatIsMissingOrNullIsEmpty() {
    var nothing = new ImageValues(Optional.empty(), Optional.empty(), Optional.empty());
    assertEquals(nothing, image(""));
    assertEquals(nothing, image("image: {digest: , tag: ~, repository: null}\n"));
    assertEquals(nothing, image("image: nginx\n"));
    assertEquals(Optional.of(""), image("image: {digest: \"\"}\n").digest());
  }

  @Test
  void readingFollowsAliasesAndMergesAsHelmDoes() {
    var yaml =
        """
        common: &common
          <<: {tag: v1}
          repository: a/b
        digests: {api: &d sha256:0}
        image:
          <<: [{pullPolicy: Always}, *common]
          digest: *d
        """;
    assertEquals(
        new ImageValues(Optional.of("a/b"), Optional.of("sha256:0"), Optional.of("v1")),
        image(yaml));
  }

  @Test
  void oneDocumentSaysItAll() {
    var read = image("a: 1\n---\nimage: {tag: v1}\n---\nimage: {digest: x}\n");
    assertEquals(Optional.of("v1"), read.tag());
    assertEquals(Optional.empty(), read.digest());
  }

  @Test
  void aNetOfMergesIsReadInNoTime() {
    var yaml = new StringBuilder("a0: &a0 {x: 1}\n");
    for (var i = 1; i < 90; i++) {
      yaml.append("a%d: &a%d {<<: [*a%d, *a%d]}\n".formatted(i, i, i - 1, i - 1));
    }
    yaml.append("image: {<<: *a89, tag: v1}\n");
    assertTimeoutPreemptively(
        Duration.ofSeconds(10),
        () -> {
          assertEquals(Optional.empty(), image(yaml.toString()).digest());
          assertEquals(
              Optional.of(DIGEST),
              file(yaml.toString()).pin(IMAGE, "a/b", DIGEST).image(IMAGE).digest());
        });
  }

  @Test
  void whatIsPinnedAlreadyIsTheSameFile() {
    var file = file("image:\n  repository: a/b\n  digest: " + DIGEST + "\n");
    assertSame(file, file.pin(IMAGE, "a/b", DIGEST));
  }

  @Test
  void bytesBelongToTheFileAlone() {
    var given = "image: {}\n".getBytes(UTF_8);
    var file = ValuesFile.parse("v.yaml", given);
    given[0] = 'X';
    file.bytes()[1] = 'X';
    assertArrayEquals("image: {}\n".getBytes(UTF_8), file.bytes());
  }

  @Test
  void whatIsTooLargeIsRefused() {
    assertRefused(
        "v.yaml: has 8388609 bytes, more than the 8388608 that are read",
        " ".repeat((8 << 20) + 1));
    assertRefused(
        "v.yaml:2:1: this line has more than 1048576 characters",
        "a: 1\n" + "b".repeat((1 << 20) + 1));
    assertRefused("v.yaml:500000:2: more than 500000 values in one file", "-\n".repeat(500_001));
    assertRefused("v.yaml:1:102: nested deeper than 100 levels", "[".repeat(200));
  }

  private static void assertRefused(String what, String yaml) {
    var failure = assertThrows(Failure.class, () -> file(yaml));
    assertEquals(what, failure.what());
    assertEquals(Kind.REFUSED, failure.kind());
  }
}
