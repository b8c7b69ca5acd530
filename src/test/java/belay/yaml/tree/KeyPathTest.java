package belay.yaml.tree;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import belay.failure.Failure;
import belay.failure.Kind;
import belay.yaml.image.ImageKeys;
import belay.yaml.tree.KeyPath.Step;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class KeyPathTest {
  @Test
  void keysHaveDotsBetween() {
    var path = KeyPath.parse("sidecar.image");
    assertEquals(List.of("sidecar", "image"), path.keys());
    assertEquals("sidecar.image", path.toString());
    assertEquals(KeyPath.parse("sidecar.image.digest"), path.child("digest"));
  }

  @Test
  void emptyKeysAreNone() {
    for (var text : List.of("", ".", "a.", ".a", "a..b", " ", "a. .b", "a.".repeat(40) + "b")) {
      assertEquals(Kind.USAGE, assertThrows(Failure.class, () -> KeyPath.parse(text), text).kind());
    }
  }

  @Test
  void aBackslashMakesDotsAndBracketsPartOfAKey() {
    for (var keys :
        List.of(
            List.of("apps", "example.com/api", "image"),
            List.of("a\\b", "c[0]", "d=e"),
            List.of("..", "]"))) {
      assertEquals(keys, KeyPath.parse(KeyPath.of(keys).toString()).keys());
    }
    assertEquals(
        List.of("apps", "example.com/api", "image"),
        KeyPath.parse("apps.example\\.com/api.image").keys());
    assertEquals("'apps.example\\.com/api'", KeyPath.parse("apps.example\\.com/api").yaml());
  }

  @Test
  void theDocumentItselfIsADollarSign() {
    assertEquals(List.of(), KeyPath.parse("$").steps());
    assertEquals("$", KeyPath.of(List.of()).toString());
    assertEquals("imageTag", KeyPath.parse("$").child("imageTag").toString());
    assertEquals("\\$", KeyPath.of(List.of("$")).toString());
    assertEquals(List.of("$", "a"), KeyPath.parse("$.a").keys());
  }

  @Test
  void whatIsWrittenIsReadAgain() {
    var random = new Random(20261129);
    for (var i = 0; i < 5_000; i++) {
      var path = new KeyPath(List.of(new Step.Key(invented(random))));
      for (var length = random.nextInt(5); length > 0; length--) {
        path =
            path.child(
                switch (random.nextInt(4)) {
                  case 0 -> new Step.Index(random.nextInt(1_000));
                  case 1 -> new Step.Named(invented(random), invented(random));
                  default -> new Step.Key(invented(random));
                });
      }
      assertEquals(path, KeyPath.parse(path.toString()), path.toString());
      var yaml = YamlTree.parse("p.yaml", ("path: " + path.yaml() + "\n").getBytes(UTF_8));
      assertEquals(Optional.of(path.toString()), yaml.text("path"));
    }
  }

  private static String invented(Random random) {
    var text = new StringBuilder();
    for (var length = 1 + random.nextInt(4); length > 0; length--) {
      text.append("ab$.[]=\\'\"-/:#{}\u00e9".charAt(random.nextInt(17)));
    }
    return text.toString();
  }

  @Test
  void itemsOfListsStandInBrackets() {
    assertEquals(
        List.of(new Step.Key("a"), new Step.Index(12), new Step.Key("image")),
        KeyPath.parse("a[12].image").steps());
    assertEquals(
        List.of(new Step.Key("a"), new Step.Named("name", "x.y"), new Step.Index(0)),
        KeyPath.parse("a[name=x.y][0]").steps());
    for (var text : List.of("a[0]", "a[0][1].b", "a[name=x].image", "a[k\\=\\]=v\\]=w]")) {
      assertEquals(text, KeyPath.parse(text).toString());
    }
    assertThrows(Failure.class, () -> KeyPath.parse("a[0].b").keys());
  }

  @Test
  void malformedPathsAreRefused() {
    for (var text :
        List.of(
            "[0]",
            "a[",
            "a[]",
            "a[0",
            "a[x]",
            "a[-1]",
            "a[=x]",
            "a[x=]",
            "a[0]b",
            "a]",
            "a.[0]",
            "a\\",
            "a\\n",
            "a[0].",
            "a[0]]",
            "a[1234567]")) {
      assertEquals(Kind.USAGE, assertThrows(Failure.class, () -> KeyPath.parse(text), text).kind());
    }
  }

  @Test
  void theThreeKeysOfAnImageDiffer() {
    assertEquals(List.of("repository", "graph"), ImageKeys.standard().repositories());
    assertEquals(List.of("graph", "repository"), new ImageKeys("graph", "d", "t").repositories());
    assertEquals(List.of("name"), new ImageKeys("name", "d", "t").repositories());
    assertThrows(Failure.class, () -> new ImageKeys("a", "a", "b"));
    assertThrows(Failure.class, () -> new ImageKeys("a", "", "b"));
  }
}
