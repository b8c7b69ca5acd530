package belay.scaffold.chart;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import belay.peers.Fetched;
import belay.peers.Tool;
import belay.scaffold.Crd;
import belay.scaffold.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The chart to start from, by both Helms that Argo CD has.
final class ChartTest {
  enum Helm {
    THREE,
    FOUR;

    String program() {
      return (this == THREE ? Fetched.helm3() : Fetched.helm4()).toString();
    }
  }

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource
  void passesLint(Helm helm) throws IOException {
    write("repository");

    var said = new String(Tool.run(folder, helm.program(), "lint", "--strict", "api"), UTF_8);

    assertTrue(said.contains("1 chart(s) linted, 0 chart(s) failed"), said);
  }

  @ParameterizedTest
  @EnumSource
  void developmentTakesAnEmptyDigestAndDoesNotScale(Helm helm) throws IOException {
    write("repository");

    var objects = render(helm, values(0, Optional.empty()));

    assertEquals("docker.io/shop/api", image(objects));
    assertEquals(List.of("ServiceAccount", "Service", "Deployment"), kinds(objects));
    assertEquals(1, Crd.at(objects.getLast(), "spec", "replicas"));
  }

  @ParameterizedTest
  @EnumSource
  void elsewhereAnEmptyDigestIsRefusedByName(Helm helm) throws IOException {
    write("repository");
    for (var stage : List.of(1, 2)) {
      var values = values(stage, Optional.empty());

      var refused = assertThrows(AssertionError.class, () -> render(helm, values));

      var said = String.valueOf(refused.getMessage());
      assertTrue(
          said.contains("image.digest is empty: api waits for its first deploy (belay deploy api)"),
          said);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aDeployedDigestIsTheWholeVersion(Helm helm) throws IOException {
    for (var key : List.of("repository", "graph")) {
      write(key);
      for (var stage : List.of(1, 2)) {
        var values = values(stage, Optional.of(Samples.DIGEST)).replace("repository:", key + ":");

        var objects = render(helm, values);

        assertEquals("registry.example.com/shop/api@" + Samples.DIGEST, image(objects));
        assertFalse(kinds(objects).contains("HorizontalPodAutoscaler"), "needs a metrics-server");
        assertEquals(2, Crd.at(objects.getLast(), "spec", "replicas"));
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void theAutoscalerIsAskedForAndTakesTheReplicas(Helm helm) throws IOException {
    write("repository");
    var values = values(1, Optional.of(Samples.DIGEST)) + "autoscaling:\n  enabled: true\n";

    var objects = render(helm, values);

    assertTrue(kinds(objects).contains("HorizontalPodAutoscaler"));
    var deployment = objects.get(kinds(objects).indexOf("Deployment"));
    assertFalse(Crd.at(deployment, "spec").toString().contains("replicas"), "the autoscaler's");
  }

  @ParameterizedTest
  @EnumSource
  void whatImageUpdaterWritesIsTakenByItsDigest(Helm helm) throws IOException {
    write("repository");

    var objects = render(helm, values(2, Optional.of("main@" + Samples.DIGEST)));

    assertEquals("registry.example.com/shop/api@" + Samples.DIGEST, image(objects));
  }

  @ParameterizedTest
  @EnumSource
  void theSchemaRefusesTagsAndMisspeltKeys(Helm helm) throws IOException {
    write("repository");
    var good = values(2, Optional.of(Samples.DIGEST));

    for (var bad :
        List.of(
            good + "  tag: v1\n",
            good + "replicas: 3\n",
            good.replace(Samples.DIGEST, "sha256:12"),
            good + "containerPort: http\n")) {
      var refused = assertThrows(AssertionError.class, () -> render(helm, bad));
      assertTrue(
          String.valueOf(refused.getMessage()).contains("values don't meet the specifications"),
          String.valueOf(refused.getMessage()));
    }
  }

  @ParameterizedTest
  @EnumSource
  void runsWithoutRightsThatItDoesNotNeed(Helm helm) throws IOException {
    write("repository");

    var deployment = render(helm, values(0, Optional.empty())).getLast();

    var pod = Crd.at(deployment, "spec", "template", "spec");
    var container = ((List<?>) Crd.at(pod, "containers")).getFirst();
    assertEquals(true, Crd.at(pod, "securityContext", "runAsNonRoot"));
    assertEquals(false, Crd.at(pod, "automountServiceAccountToken"));
    assertEquals(true, Crd.at(container, "securityContext", "readOnlyRootFilesystem"));
    assertEquals(false, Crd.at(container, "securityContext", "allowPrivilegeEscalation"));
    assertEquals("/healthz", Crd.at(container, "livenessProbe", "httpGet", "path"));
    assertEquals("/healthz", Crd.at(container, "readinessProbe", "httpGet", "path"));
  }

  private void write(String key) throws IOException {
    for (var file : Chart.files("api", "api", key).entrySet()) {
      var path = folder.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.writeString(path, file.getValue());
    }
  }

  private static String values(int stage, Optional<String> digest) {
    var at = Samples.SITE.stages().get(stage);
    return new ValuesText(List.of("image"), "repository", "digest")
        .of(
            at,
            new ValuesText.Content(
                "api",
                at.tilt() ? "docker.io/shop/api" : "registry.example.com/shop/api",
                Optional.empty(),
                digest,
                Samples.CHARTS.getFirst(),
                true,
                DigestUse.made()));
  }

  private List<Object> render(Helm helm, String values) throws IOException {
    Files.writeString(folder.resolve("values.yaml"), values);
    return Crd.documents(
        new String(
            Tool.run(
                folder,
                helm.program(),
                "template",
                "api",
                "--name-template",
                "api",
                "--namespace",
                "shop",
                "--values",
                folder.resolve("values.yaml").toString()),
            UTF_8));
  }

  private static List<Object> kinds(List<Object> objects) {
    return Stream.of(objects.toArray()).map(o -> Crd.at(o, "kind")).toList();
  }

  private static Object image(List<Object> objects) {
    List<Object> images = new ArrayList<>();
    for (var object : objects) {
      if (Crd.at(object, "kind").equals("Deployment")) {
        var pod = Crd.at(object, "spec", "template", "spec");
        ((List<?>) Crd.at(pod, "containers")).forEach(c -> images.add(Crd.at(c, "image")));
      }
    }
    assertEquals(1, images.size());
    return images.getFirst();
  }
}
