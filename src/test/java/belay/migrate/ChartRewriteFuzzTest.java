package belay.migrate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import belay.chart.ChartBundle;
import belay.chart.HelmChart;
import belay.migrate.model.RewriteOptions;
import belay.peers.Fuzz;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Charts that are damaged: each is planned without a word too many, and a second plan changes
/// nothing.
final class ChartRewriteFuzzTest {
  private static final String END = "# end of values\n";
  private static final String CHART =
      """
      image: {repository: a, tag: "1"}
      whole: &w registry.example.com/b:2
      other: *w
      list:
        - name: c
          image:
            repository: registry.example.com/c
            # Its tag.
            tag: 3
      """
          + END
          + """
          {{- define "x.image" -}}
          {{- $tag := .tag | default "4" -}}
          {{ printf "%s:%s" .repository $tag }}
          {{- end -}}
          a:
            image: "{{ .Values.image.repository }}:{{ .Values.image.tag | default .Chart.AppVersion }}"
            version: {{ .Values.image.tag }}
          {{- if .Values.whole }}
          b:
            image: {{ .Values.whole | quote }}
          {{- end }}
          {{- range $i, $one := .Values.list }}
          - image: {{ include "x.image" $one.image }}
          {{- end }}
          d:
            image: busybox:1.36 # e
          """;

  @Test
  void aChartIsPlannedAndPlannedAgain() {
    Fuzz.damaged(
        List.of(CHART.getBytes(UTF_8)),
        "{}-/*.$|()\"'`:=, \n\\&#@",
        600,
        bytes -> {
          var text = new String(bytes, UTF_8);
          var cut = Math.max(0, text.indexOf(END));
          var files = new HashMap<String, byte[]>();
          files.put("values.yaml", text.substring(0, cut).getBytes(UTF_8));
          files.put("templates/a.yaml", text.substring(cut).getBytes(UTF_8));
          var first = plan(files);
          files.putAll(first.changes());
          assertEquals(Map.of(), plan(files).changes());
        });
  }

  private static ChartRewrite plan(Map<String, byte[]> files) {
    var templates = new HashMap<String, String>();
    files.keySet().stream()
        .filter(file -> file.startsWith("templates/"))
        .forEach(file -> templates.put(file.substring("templates/".length()), file));
    var chart = new HelmChart("", "x", "0.1.0", Optional.of("1.4"), false, templates, List.of());
    return ChartRewrite.plan(
        new ChartBundle(Path.of(""), List.of(""), Map.of("", chart), files),
        RewriteOptions.standard());
  }
}
