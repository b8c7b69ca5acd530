package belay.yaml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import belay.failure.Failure;
import belay.failure.Kind;
import java.util.List;
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
  void theThreeKeysOfAnImageDiffer() {
    assertEquals(List.of("repository", "graph"), ImageKeys.standard().repositories());
    assertEquals(List.of("graph", "repository"), new ImageKeys("graph", "d", "t").repositories());
    assertEquals(List.of("name"), new ImageKeys("name", "d", "t").repositories());
    assertThrows(Failure.class, () -> new ImageKeys("a", "a", "b"));
    assertThrows(Failure.class, () -> new ImageKeys("a", "", "b"));
  }
}
