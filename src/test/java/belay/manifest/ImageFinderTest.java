package belay.manifest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import belay.failure.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Images in manifests, a folder a case: `in.yaml`, and in `images` what is found there;
/// `-Dgolden=update` writes that anew.
final class ImageFinderTest {
  @TestFactory
  Stream<DynamicTest> cases() throws IOException {
    try (var folders = Files.list(Path.of("src/test/cases/images"))) {
      return folders.sorted().toList().stream()
          .map(folder -> dynamicTest(folder.getFileName().toString(), () -> check(folder)));
    }
  }

  private static void check(Path folder) throws IOException {
    var texts = folder.getFileName().toString().equals("texts");
    var found =
        find(new ImageFinder(List.of(), texts), Files.readString(folder.resolve("in.yaml")));
    if ("update".equals(System.getProperty("golden"))) {
      Files.writeString(folder.resolve("images"), found);
    }
    assertEquals(Files.readString(folder.resolve("images")), found);
  }

  private static String find(ImageFinder finder, String yaml) {
    return KubeObject.read("in.yaml", yaml.getBytes(UTF_8)).stream()
        .flatMap(manifest -> finder.find(manifest).stream())
        .map(image ->
            "%s %s %s %s [%s] %s \"%s\"\n"
                .formatted(
                    image.object().place(image.node()),
                    image.object(),
                    image.role(),
                    image.path(),
                    image.container(),
                    image.certain() ? "is" : "may be",
                    image.reference()))
        .collect(Collectors.joining());
  }

  @Test
  void furtherKindsAreThoseOfTheRepository() {
    var yaml =
        """
        apiVersion: example.com/v1
        kind: Thing
        metadata: {name: a}
        spec:
          main: r.example.com/main:1
          steps: [{run: {image: "r.example.com/step:1"}}]
          parts: {x: {run: "r.example.com/x:1"}, y: {run: "r.example.com/y:1"}}
          a.b: r.example.com/dotted:1
          pod: {containers: [{name: c, image: "r.example.com/pod:1"}]}
        """;
    var kind =
        new KindPaths(
            "example.com",
            "Thing",
            List.of("spec.main", "spec.steps[].run", "spec.parts.*.run", "spec.a\\.b", "spec.pod"));
    var finder = new ImageFinder(List.of(kind), false);
    var images = finder.find(KubeObject.read("t.yaml", yaml.getBytes(UTF_8)).getFirst());
    assertEquals(
        List.of("main", "step", "x", "y", "dotted", "pod"),
        images.stream().map(image -> image.reference().replaceAll(".*/|:1", "")).toList());
    assertTrue(images.stream().allMatch(ManifestImage::certain));
  }

  @ParameterizedTest
  @CsvSource({"''", "a..b", ".a", "a.", "a[0]", "a]", "a[].", "a*b", "a\\x", "a[]b"})
  void pathsThatLeadNowhereAreRefused(String path) {
    var failure =
        assertThrows(Failure.class, () -> new KindPaths("example.com", "Thing", List.of(path)));
    assertEquals("not a path to images: \"%s\"".formatted(path), failure.what());
  }

  @Test
  void theTableHasEachKindOnce() {
    var kinds = KindTable.known().stream().map(kind -> kind.group() + "/" + kind.kind()).toList();
    assertEquals(kinds.stream().distinct().toList(), kinds);
  }

  @Test
  void aliasesDoNotBlowUp() {
    var yaml =
        new StringBuilder(
            "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: a}\nx0: &x0 [a]\n");
    for (var i = 1; i < 40; i++) {
      yaml.append("x%d: &x%d [%s]\n".formatted(i, i, "*x%d,".formatted(i - 1).repeat(10)));
    }
    assertEquals("", find(new ImageFinder(), yaml.toString()));
    var kind = new KindPaths("apps", "Deployment", List.of("x39[][][][][][][][][][][]"));
    var finder = new ImageFinder(List.of(kind), false);
    assertThrows(Failure.class, () -> find(finder, yaml.toString()));
  }

  @Test
  void largeTextsAreReadInPartsWithTheirLines() {
    var one =
        """
        apiVersion: v1
        kind: Pod
        metadata: {name: a, annotations: {text: "%s"}}
        spec: {containers: [{name: c, image: "r.example.com/a:1"}]}
        ---
        """
            .formatted("x".repeat(1 << 16));
    var text = one.repeat(150);
    var manifests = KubeObject.read("big.yaml", text.getBytes(UTF_8));
    assertEquals(
        IntStream.range(0, 150).mapToObj(i -> "big.yaml:%d:38".formatted(4 + 5 * i)).toList(),
        manifests.stream().map(m -> m.place(new ImageFinder().find(m).getFirst().node())).toList());
  }

  @Test
  void whatIsNoObjectIsRefused() {
    var failure =
        assertThrows(
            Failure.class, () -> KubeObject.read("a.yaml", "a: 1\n---\ntext\n".getBytes(UTF_8)));
    assertEquals("a.yaml:3:1: an object is expected here, not a single value", failure.what());
  }
}
