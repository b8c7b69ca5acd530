package belay.gotemplate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import belay.failure.Failure;
import belay.peers.HelmPrograms;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// Templates are read as Go reads them, and every character has its place.
final class TemplateTreeTest {
  private static final List<String> GOOD =
      List.of(
          "",
          "plain",
          "{{ .Values.image }}",
          "{{- .a -}} b {{- .c }}",
          "{{/* a comment with }} in it */}}",
          "{{- /* over\ntwo lines */ -}}",
          "{{ printf \"%s:%s\" .a (.b | default \"x\") | quote }}",
          "{{ `raw \"text\" with }} braces` }}",
          "{{ $x := .a }}{{ $x.b.c }}{{ $x = 3 }}{{ $ }}",
          "{{ range $i, $e := .list }}{{ $i }}{{ $e }}{{ break }}{{ else }}none{{ end }}",
          "{{ if .a }}1{{ else if .b }}2{{ else }}3{{ end }}",
          "{{ with $y := .a }}{{ $y }}{{ else with .b }}{{ . }}{{ end }}",
          "{{ define \"a\" }}{{ template \"b\" . }}{{ end }}{{ define \"b\" }}{{ end }}",
          "{{ block \"c\" .x }}text{{ end }}",
          "{{ (index .a \"b\").c }}{{ (.a).b }}",
          "{{ .a\n  | default\n  \"x\"\n}}",
          "{{ 1 }}{{ -1.5e3 }}{{ 0x1F }}{{ 'a' }}{{ true }}{{ 1_000 }}",
          "{{ \"\\\"\\n\\t\\u00e9\\x41\\101\" }}",
          "{{ if not .a }}{{ end }}",
          "{{.a}}{{.}}{{.é}}",
          "{{ list 1 2 nil }}",
          "{{range .a}}{{continue}}{{end}}",
          "}} and { {");

  private static final List<String> BAD =
      List.of(
          "{{",
          "{{ .a",
          "{{ .a }",
          "{{ if .a }}",
          "{{ end }}",
          "{{ else }}",
          "{{ if }}{{ end }}",
          "{{ (.a }}",
          "{{ .a) }}",
          "{{ \"open }}",
          "{{ `open }}",
          "{{/* open",
          "{{/* a */ b }}",
          "{{ $unknown }}",
          "{{ if $x := 1 }}{{ end }}{{ $x }}",
          "{{ define \"a\" }}{{ $x := 1 }}{{ end }}{{ $x }}",
          "{{ .a | 3 }}",
          "{{ a[0] }}",
          "{{ 3x }}",
          "{{ if .a }}{{ else }}{{ else }}{{ end }}",
          "{{ if .a }}{{ define \"b\" }}{{ end }}{{ end }}",
          "{{ break }}",
          "{{ $a, $b := .c }}",
          "{{ template b }}",
          "{{ : }}",
          "{{ \"\\q\" }}",
          "{{ nil.a }}",
          "{{ }}");

  @TempDir Path folder;

  @TestFactory
  Stream<DynamicTest> good() {
    return GOOD.stream().map(text -> dynamicTest("\"" + text + "\"", () -> tiles(text)));
  }

  @TestFactory
  Stream<DynamicTest> bad() {
    return BAD.stream()
        .map(text ->
            dynamicTest(
                text,
                () -> {
                  var failure =
                      assertThrows(Failure.class, () -> TemplateTree.parse("a.yaml", text));
                  assertEquals("a.yaml:1:", failure.what().substring(0, 9));
                }));
  }

  /// The same verdicts as Helm's, in one run each: no chart of the good ones fails, and each bad
  /// one does.
  @Test
  void helmThinksTheSame() throws IOException, InterruptedException {
    var helm = HelmPrograms.helm4().toString();
    for (var i = 0; i < GOOD.size(); i++) {
      chart("good", i, "{{ if false }}%s\n{{ end }}", GOOD.get(i));
    }
    assertEquals(0, lint(helm, "good"), Files.readString(folder.resolve("good.out")));
    for (var i = 0; i < BAD.size(); i++) {
      chart("bad" + i, 0, "%s", BAD.get(i));
    }
    for (var i = 0; i < BAD.size(); i += 6) {
      assertEquals(1, lint(helm, "bad" + i), BAD.get(i));
    }
  }

  private void chart(String name, int number, String around, String text) throws IOException {
    var templates = Files.createDirectories(folder.resolve(name).resolve("templates"));
    Files.writeString(
        folder.resolve(name).resolve("Chart.yaml"), "apiVersion: v2\nname: a\nversion: 0.1.0\n");
    // A definition stands in no block.
    var whole = text.contains("define") ? text : around.formatted(text);
    Files.writeString(templates.resolve("_" + number + ".tpl"), whole);
    Files.writeString(templates.resolve("a.yaml"), "a: b\n");
  }

  private int lint(String helm, String name) throws IOException, InterruptedException {
    var process =
        new ProcessBuilder(helm, "template", folder.resolve(name).toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve(name + ".out").toFile())
            .start();
    assertEquals(true, process.waitFor(60, TimeUnit.SECONDS));
    return process.exitValue();
  }

  @Test
  void saysWhereSomethingIsWrong() {
    var failure =
        assertThrows(
            Failure.class, () -> TemplateTree.parse("templates/a.yaml", "a: b\nc: {{ $d }}\n"));
    assertEquals("templates/a.yaml:2:7: the variable \"$d\" is not known here", failure.what());
  }

  @Test
  void textThatIsTrimmedIsNotPrinted() {
    var tree = TemplateTree.parse("a", "a \n {{- .b -}} \n c");
    var first = (TemplateNode.Text) tree.nodes().get(0);
    var last = (TemplateNode.Text) tree.nodes().get(2);
    assertEquals("a", first.printed().of(tree.source().text()));
    assertEquals("c", last.printed().of(tree.source().text()));
    assertEquals(" \n c", last.area().of(tree.source().text()));
  }

  private static void tiles(String text) {
    var tree = TemplateTree.parse("a.yaml", text);
    assertEquals(text.length(), TemplateAreas.end(tree.nodes(), 0));
  }
}
