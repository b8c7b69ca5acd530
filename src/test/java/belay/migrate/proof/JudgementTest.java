package belay.migrate.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;

import belay.migrate.comparison.Difference;
import belay.migrate.comparison.RenderComparison;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// Renders as Helm prints them, before and after.
final class JudgementTest {
  private static final String A = "sha256:" + "a".repeat(64);
  private static final String B = "sha256:" + "b".repeat(64);

  private static final String WEB =
      """
      ---
      # Source: shop/templates/web.yaml
      apiVersion: apps/v1
      kind: Deployment
      metadata:
        name: web
        labels: {version: "VERSION"}
      spec:
        template:
          metadata:
            annotations:
              checksum/config: SUM
          spec:
            containers:
              - name: web
                image: "IMAGE"
      """;

  private static final String SERVICE =
      """
      ---
      # Source: shop/templates/service.yaml
      apiVersion: v1
      kind: Service
      metadata:
        name: web
      """;

  private static String web(String image, String version, String sum) {
    return WEB.replace("IMAGE", image).replace("VERSION", version).replace("SUM", sum);
  }

  private static String judged(String before, String after, Set<Difference.Place> masked) {
    var judged = Judgement.of(RenderComparison.of(before, after), masked, Set.of(A, B));
    return "images %s, sums %s, others %s"
        .formatted(
            judged.images().stream()
                .map(seen -> seen.field().path())
                .collect(Collectors.joining(" ", "[", "]")),
            judged.checksums().stream().map(Difference::path).toList(),
            judged.others().stream().map(Judgement.Other::why).toList());
  }

  private static String judged(String before, String after) {
    return judged(before, after, Set.of());
  }

  @Test
  void documentsComeInAnyOrderAndOnlyTheImageDiffers() {
    assertEquals(
        "images [spec.template.spec.containers[0].image], sums [], others []",
        judged(
            web("nginx:1.27", "1", "c0ffee00") + SERVICE,
            SERVICE + web("nginx@" + A, "1", "c0ffee00")));
  }

  @Test
  void aChecksumMayChangeAndIsNamed() {
    assertEquals(
        "images [spec.template.spec.containers[0].image],"
            + " sums [spec.template.metadata.annotations.checksum/config], others []",
        judged(web("nginx:1.27", "1", "c0ffee00"), web("nginx@" + A, "1", "c0ffee01")));
  }

  @Test
  void aLabelThatLosesItsValueIsNamed() {
    assertEquals(
        "images [spec.template.spec.containers[0].image], sums [],"
            + " others [deployment/web: metadata.labels.version was \"1\" and is \"\"]",
        judged(web("nginx:1.27", "1", "c0ffee00"), web("nginx@" + A, "", "c0ffee00")));
  }

  @Test
  void aDocumentThatIsGoneOrNewIsNamed() {
    assertEquals(
        "images [], sums [], others [service/web is gone]",
        judged(web("x", "1", "c0ffee00") + SERVICE, web("x", "1", "c0ffee00")));
    assertEquals(
        "images [], sums [], others [service/web is new]",
        judged(web("x", "1", "c0ffee00"), web("x", "1", "c0ffee00") + SERVICE));
  }

  @Test
  void aTextThatBecomesANumberIsAnotherValue() {
    assertEquals(
        "images [], sums [], others [deployment/web: metadata.labels.version was \"1\" and is"
            + " \"1\"]",
        judged(web("x", "1", "c0ffee00"), web("x", "1", "c0ffee00").replace("\"1\"", "1")));
  }

  @Test
  void twoImagesOfOneDigestAreNoProof() {
    var two = web("nginx:IMAGE", "1", "c0ffee00") + "        - image: \"OTHER\"\n";
    assertEquals(
        List.of("nginx:1 and nginx:1-debug would get one digest"),
        Judgement.of(
                RenderComparison.of(
                    two.replace("nginx:IMAGE", "nginx:1").replace("OTHER", "nginx:1-debug"),
                    two.replace("nginx:IMAGE", "nginx@" + A).replace("OTHER", "nginx@" + A)),
                Set.of(),
                Set.of(A, B))
            .others()
            .stream()
            .map(Judgement.Other::why)
            .toList());
  }

  @Test
  void whatDiffersFromRunToRunIsLeftOut() {
    var masked = Set.of(new Difference.Place("deployment/web", "metadata.labels.version"));
    assertEquals(
        "images [spec.template.spec.containers[0].image], sums [], others []",
        judged(web("nginx:1.27", "one", "c0ffee00"), web("nginx@" + A, "two", "c0ffee00"), masked));
  }
}
