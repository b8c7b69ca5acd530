package belay.render.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import belay.helm.Helm;
import belay.helm.HelmOutcome;
import belay.helm.HelmRequest;
import belay.helm.HelmValues;
import belay.host.Host;
import belay.peers.HelmPrograms;
import belay.peers.Hosts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a chart has rendered to is known again in the next run, as long as nothing that matters has
/// changed. Whether helm was asked is told by a program that counts its calls.
final class CachedHelmTest {
  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path folder;

  @SuppressWarnings("NullAway.Init")
  private Host host;

  @SuppressWarnings("NullAway.Init")
  private Path program;

  @SuppressWarnings("NullAway.Init")
  private Path chart;

  @BeforeEach
  void countingHelm() throws IOException {
    host = Hosts.at(folder, "PATH", System.getenv("PATH"));
    program = folder.resolve("helm");
    Files.writeString(
        program,
        "#!/bin/sh\necho call >>'%s'\nexec '%s' \"$@\"\n"
            .formatted(folder.resolve("calls"), HelmPrograms.helm4()));
    assertEquals(true, program.toFile().setExecutable(true));
    chart = Files.createDirectories(folder.resolve("chart"));
    Files.createDirectories(chart.resolve("templates"));
    Files.writeString(chart.resolve("Chart.yaml"), "apiVersion: v2\nname: app\nversion: 1.0.0\n");
    template("# now\na: {{ .Values.a }}\n");
  }

  private void template(String text) throws IOException {
    Files.writeString(chart.resolve("templates/all.yaml"), text);
  }

  private String render(String values) {
    var request =
        HelmRequest.of(
            chart, "app", new HelmValues(List.of(), values, List.of(), List.of(), List.of()));
    try (var helm = Helm.find(host, Optional.of(program));
        var cached = new CachedHelm(host, () -> helm)) {
      return switch (cached.template(request)) {
        case HelmOutcome.Rendered(var text, var _) -> text;
        case HelmOutcome.Failed(var words) -> words;
      };
    }
  }

  private long calls() throws IOException {
    var calls = folder.resolve("calls");
    return Files.exists(calls) ? Files.readAllLines(calls).size() : 0;
  }

  @Test
  void theSameIsAskedOnce() throws IOException {
    var first = render("a: 1");
    assertEquals(first, render("a: 1"));
    assertEquals(1, calls());
  }

  @Test
  void whatMattersIsAskedAgain() throws IOException {
    var one = render("a: 1");
    assertNotEquals(one, render("a: 2"));
    template("b: {{ .Values.a }}\n");
    assertNotEquals(one, render("a: 1"));
    Files.writeString(program, Files.readString(program) + "# another one\n");
    var _ = render("a: 1");
    assertEquals(4, calls());
  }

  @Test
  void failuresAndChanceAreNotKept() throws IOException {
    template("a: {{ fail .Values.a }}\n");
    assertEquals(render("a: no"), render("a: no"));
    template("a: {{ randAlphaNum 20 }}\n");
    assertNotEquals(render("a: 1"), render("a: 1"));
    assertEquals(4, calls());
  }

  @Test
  void aBrokenCacheIsNone() throws IOException {
    var first = render("a: 1");
    try (var files = Files.walk(host.cache().resolve("render"))) {
      for (var file : files.filter(Files::isRegularFile).toList()) {
        Files.writeString(file, "broken");
      }
    }
    assertEquals(first, render("a: 1"));
    assertEquals(2, calls());
  }
}
