package belay.helm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import belay.failure.Failure;
import belay.failure.Kind;
import belay.helm.HelmValues.Assignment;
import belay.peers.HelmPrograms;
import belay.peers.Hosts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The helm program itself, as it is called for rendering and for linting.
final class HelmTest {
  private static final String TEMPLATE =
      """
      a: {{ .Values.a | quote }}
      text: {{ kindIs "string" .Values.b }}
      file: {{ .Values.c | quote }}
      d: {{ .Values.d | quote }}
      release: {{ .Release.Name }}/{{ .Release.Namespace }}
      kube: {{ .Capabilities.KubeVersion.Version }}
      monitoring: {{ .Capabilities.APIVersions.Has "monitoring.coreos.com/v1" }}
      upgrade: {{ .Release.IsUpgrade }}
      """;

  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path folder;

  @SuppressWarnings("NullAway.Init")
  private Helm helm;

  @BeforeEach
  void findHelm() {
    var hostile =
        Hosts.at(
            folder,
            "PATH",
            System.getenv("PATH"),
            "HELM_NAMESPACE",
            "stray",
            "HELM_KUBEAPISERVER",
            "https://192.0.2.1");
    helm = Helm.find(hostile, Optional.of(HelmPrograms.helm4()));
  }

  @AfterEach
  void closeHelm() {
    helm.close();
  }

  private Path chart(String template) throws IOException {
    var chart = Files.createDirectories(folder.resolve("chart"));
    Files.createDirectories(chart.resolve("templates"));
    Files.writeString(chart.resolve("Chart.yaml"), "apiVersion: v2\nname: app\nversion: 1.0.0\n");
    Files.writeString(chart.resolve("values.yaml"), "a: chart\nb: chart\nc: chart\nd: chart\n");
    Files.writeString(chart.resolve("templates/all.yaml"), template);
    return chart;
  }

  private String rendered(HelmRequest request) {
    return assertInstanceOf(HelmOutcome.Rendered.class, helm.template(request)).manifests();
  }

  private String words(HelmRequest request) {
    return assertInstanceOf(HelmOutcome.Failed.class, helm.template(request)).words();
  }

  @Test
  void allThatIsSaidReachesTheTemplates() throws IOException {
    var chart = chart(TEMPLATE);
    Files.writeString(folder.resolve("one.yaml"), "a: one\nb: one\n");
    Files.writeString(chart.resolve("motto.txt"), "by digest");
    var request =
        new HelmRequest(
            chart,
            "shop",
            "prod",
            "1.30.2",
            List.of("monitoring.coreos.com/v1"),
            new HelmValues(
                List.of("../one.yaml"),
                "a: text\n",
                List.of(new Assignment("d", "x\\,y")),
                List.of(new Assignment("b", "12")),
                List.of(new Assignment("c", "motto.txt"))),
            new HelmSwitches(true, true, true, true));
    assertEquals(
        """
        ---
        # Source: app/templates/all.yaml
        a: "text"
        text: true
        file: "by digest"
        d: "x,y"
        release: shop/prod
        kube: v1.30.2
        monitoring: true
        upgrade: true
        """,
        rendered(request));
  }

  @Test
  void nothingOfTheUsersOwnSettingsCounts() throws IOException {
    var plain = HelmRequest.of(chart("ns: {{ .Release.Namespace }}\n"), "shop", HelmValues.NONE);
    assertEquals("---\n# Source: app/templates/all.yaml\nns: default\n", rendered(plain));
  }

  @Test
  void whatHelmSaysIsKeptWithoutItsAdvice() throws IOException {
    var undefined = chart("a: {{ .Values.nope.deep.x }}\n");
    assertEquals(
        """
        app/templates/all.yaml:1:13
          executing "app/templates/all.yaml" at <.Values.nope.deep.x>:
            nil pointer evaluating interface {}.deep\
        """,
        words(HelmRequest.of(undefined, "shop", HelmValues.NONE)));
    assertEquals(
        "open nope.yaml: no such file or directory",
        words(HelmRequest.of(undefined, "shop", HelmValues.of(List.of("nope.yaml")))));
  }

  @Test
  void noPlaceOfThisMachineIsSaid() throws IOException {
    var chart = chart("a: 1\n");
    var absolute = chart.resolve("nope.yaml").toString();
    assertEquals(
        "open nope.yaml: no such file or directory",
        words(HelmRequest.of(chart, "shop", HelmValues.of(List.of(absolute)))));
  }

  @Test
  void manyRenderAtOnce() throws IOException {
    var chart = chart("a: {{ .Values.a }}\n");
    var all =
        IntStream.range(0, 24)
            .parallel()
            .mapToObj(i -> new HelmValues(List.of(), "a: v" + i, List.of(), List.of(), List.of()))
            .map(values -> rendered(HelmRequest.of(chart, "shop", values)))
            .toList();
    for (var i = 0; i < all.size(); i++) {
      assertEquals("---\n# Source: app/templates/all.yaml\na: v%d\n".formatted(i), all.get(i));
    }
  }

  @Test
  void itsVersionIsTheProgramsOwn() {
    assertEquals("v4", helm.version().substring(0, 2));
  }

  @Test
  void lintSaysWhatIsWrong() throws IOException {
    var fine = helm.lint(chart("a: 1\n"), List.of());
    var broken = helm.lint(chart("a: {{ .Values.no.digest }}\n"), List.of());
    assertEquals(List.of(false, true), List.of(fine.failed(), broken.failed()));
    assertEquals(
        true,
        broken.messages().stream().anyMatch(line -> line.contains("no.digest")),
        () -> broken.messages().toString());
  }

  @Test
  void whereThereIsNoneItIsSaid() {
    var nowhere = Hosts.at(folder, "PATH", folder.toString());
    var none = assertThrows(Failure.class, () -> Helm.find(nowhere, Optional.empty()));
    assertEquals(
        List.of(Kind.NOT_FOUND, "no \"helm\" on the PATH, which renders charts"),
        List.of(none.kind(), none.what()));
    var wrong = Optional.of(Path.of("nope"));
    assertEquals(
        Kind.NOT_FOUND, assertThrows(Failure.class, () -> Helm.find(nowhere, wrong)).kind());
  }
}
