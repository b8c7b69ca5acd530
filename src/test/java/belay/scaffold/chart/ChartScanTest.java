package belay.scaffold.chart;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import belay.peers.Fetched;
import belay.peers.Tool;
import belay.scaffold.chart.DigestUse.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is said of a chart is what Helm does with it.
final class ChartScanTest {
  private static final String FILE = "templates/pod.yaml";
  private static final List<String> KEYS = List.of("repository", "digest", "tag");

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '~',
      textBlock =
          """
          IGNORES       ; image: {{ .Values.image.repository }}:{{ .Values.image.tag }}
          IGNORES       ; image: {{ printf "%s:%s" .Values.image.repository (.Values.image.tag | default .Chart.Version) }}
          IGNORES       ; image: {{ with .Values.image }}{{ .repository }}:{{ .tag }}{{ end }}
          RENDERS_EMPTY ; image: {{ .Values.image.repository }}@{{ .Values.image.digest }}
          RENDERS_EMPTY ; image: {{ .Values.image.repository }}:{{ .Values.image.tag }}@{{ .Values.image.digest }}
          RENDERS_EMPTY ; image: {{ index .Values "image" "repository" }}@{{ index .Values "image" "digest" }}
          FALLS_BACK    ; image: {{ .Values.image.repository }}{{ if .Values.image.digest }}@{{ .Values.image.digest }}{{ else }}:{{ .Values.image.tag }}{{ end }}
          FALLS_BACK    ; image: {{ with .Values.image }}{{ .repository }}{{ if .digest }}@{{ .digest }}{{ else }}:{{ .tag }}{{ end }}{{ end }}
          FALLS_BACK    ; image: {{ .Values.image.repository }}{{ if .Values.image.digest }}@{{ required "x" .Values.image.digest }}{{ else }}:{{ .Values.image.tag }}{{ end }}
          FALLS_BACK    ; image: {{ .Values.image.repository }}{{ ternary (printf "@%s" .Values.image.digest) (printf ":%s" .Values.image.tag) (ne .Values.image.digest "") }}
          REFUSES       ; image: {{ .Values.image.repository }}@{{ required "a digest, please" .Values.image.digest }}
          REFUSES       ; image: {{ .Values.image.repository }}@{{ .Values.image.digest | required "a }} digest" }}
          REFUSES       ; image: {{ if not .Values.image.digest }}{{ fail "no digest" }}{{ end }}{{ .Values.image.repository }}@{{ .Values.image.digest }}
          REFUSES       ; image: {{- /* it's "odd */}} {{ $i := .Values.image }}{{ $i.repository }}@{{ required "d" $i.digest }}
          """)
  void saysWhatHelmDoes(Kind kind, String line) throws IOException {
    var template = "kind: Pod\nspec:\n  " + line + "\n";
    var use = ChartScan.of(Map.of(FILE, template), Optional.empty(), List.of("image"), KEYS);

    assertEquals(kind, use.kind());
    if (kind != Kind.REFUSES) {
      assertEquals(Optional.of(FILE + ":3"), use.place());
    }
    write(Map.of(FILE, template));
    var digest = "sha256:" + "4b".repeat(32);
    assertEquals(
        kind != Kind.IGNORES,
        render(digest).contains("r.example.com/api") && render(digest).contains(digest));
    if (kind == Kind.REFUSES) {
      assertThrows(AssertionError.class, () -> render(""));
    } else {
      assertEquals(kind == Kind.RENDERS_EMPTY, render("").contains("@"), render(""));
    }
  }

  @Test
  void theChartThatIsMadeRefusesAndKnowsDevelopment() {
    var files = new LinkedHashMap<>(Chart.files("charts/api", "api", "repository"));
    files.keySet().removeIf(file -> !file.contains("/templates/"));

    var use = ChartScan.of(files, Optional.empty(), List.of("image"), KEYS);

    assertEquals(DigestUse.made(), use);
  }

  @Test
  void aJobByTagIsFoundBesideADeploymentByDigest() {
    var files = new LinkedHashMap<String, String>();
    files.put("a.yaml", "image: {{ required \"d\" .Values.image.digest }}\n");
    files.put("b.yaml", "a: b\n- image: {{ .Values.image.repository }}:{{ .Values.image.tag }}\n");

    var use = ChartScan.of(files, Optional.empty(), List.of("image"), KEYS);

    assertEquals(Kind.IGNORES, use.kind());
    assertEquals(Optional.of("b.yaml:2"), use.place());
  }

  @Test
  void aHelperThatIsHandedTheImageCounts() {
    var files =
        Map.of(
            "templates/pod.yaml",
            "image: {{ include \"lib.image\" (dict \"root\" .Values.server.image) }}\n",
            "lib/templates/_image.tpl",
            "{{- define \"lib.image\" -}}\n"
                + "{{ .root.graph }}@{{ required \"d\" .root.sha }}{{ end }}");

    var use =
        ChartScan.of(
            files, Optional.empty(), List.of("server", "image"), List.of("graph", "sha", "tag"));

    assertTrue(use.refuses());
    assertFalse(use.allowsEmpty());
  }

  @Test
  void whatAHelperThatIsNotHereDoesIsNotKnown() {
    var helper = "{{ include \"common.image\" (dict \"root\" .Values.image) }}";
    var labels = "labels: {{ include \"common.labels\" . }}\n";
    assertEquals(
        new DigestUse(Kind.UNKNOWN, Optional.of(FILE + ":1"), false),
        use(Map.of(FILE, "image: " + helper + "\n")));
    var own = "{{ define \"own.image\" }}" + helper + "{{ end }}\n";
    assertEquals(
        Optional.of("templates/_own.tpl:1"),
        use(Map.of(FILE, "image: {{ include \"own.image\" . }}\n", "templates/_own.tpl", own))
            .place());
    assertEquals(Kind.UNKNOWN, use(Map.of(FILE, "{{ include \"common.deployment\" . }}\n")).kind());
    assertEquals(
        Kind.IGNORES,
        use(Map.of(FILE, labels + "image: r.example.com/api:{{ .Values.image.tag }}\n")).kind());
    assertEquals(
        Kind.REFUSES,
        use(Map.of(FILE, labels + "image: api@{{ required \"d\" .Values.image.digest }}\n"))
            .kind());
  }

  private static DigestUse use(Map<String, String> templates) {
    return ChartScan.of(templates, Optional.empty(), List.of("image"), KEYS);
  }

  @Test
  void aSchemaRefusesAsWell() {
    var template = "image: {{ .Values.image.repository }}@{{ .Values.image.digest }}\n";
    var schema =
        "{\"properties\": {\"image\": {\"properties\": {\"digest\": {\"pattern\":"
            + " \"^sha256:\"}}}}}";

    assertTrue(
        ChartScan.of(
                Map.of(FILE, template), Optional.of(schema.getBytes(UTF_8)), List.of("image"), KEYS)
            .refuses());
  }

  @Test
  void theLineThatIsPrintedIsTheCure() throws IOException {
    for (var path : List.of(List.of("image"), List.of("my-app", "image"))) {
      var line = new ImageLine(path, "repository", "digest").text("api");
      var template = "kind: Pod\nspec:\n  " + line + "\n";
      write(Map.of(FILE, template));
      var below = path.size() > 1 ? path.getFirst() + "." : "";

      assertTrue(ChartScan.of(Map.of(FILE, template), Optional.empty(), path, KEYS).refuses());
      assertTrue(helm(below, "sha256:1").contains("image: \"r.example.com/api@sha256:1\""));
      assertThrows(AssertionError.class, () -> helm(below, ""));
    }
  }

  private void write(Map<String, String> files) throws IOException {
    Files.createDirectories(folder.resolve("api/templates"));
    Files.writeString(
        folder.resolve("api/Chart.yaml"), "apiVersion: v2\nname: api\nversion: 1.0.0\n");
    for (var file : files.entrySet()) {
      Files.writeString(folder.resolve("api/" + file.getKey()), file.getValue());
    }
  }

  private String render(String digest) throws IOException {
    return helm("", digest);
  }

  private String helm(String below, String digest) throws IOException {
    return new String(
        Tool.run(
            folder,
            Fetched.helm3().toString(),
            "template",
            "api",
            "api",
            "--set",
            "%1$simage.repository=r.example.com/api,%1$simage.tag=v1,%1$simage.digest=%2$s"
                .formatted(below, digest)),
        UTF_8);
  }
}
