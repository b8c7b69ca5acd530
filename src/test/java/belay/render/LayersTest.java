package belay.render;

import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import belay.peers.Hosts;
import belay.yaml.tree.Lookup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// What says a value of a chart, low to high, each with its place in Git: the last one counts.
final class LayersTest {
  private static final String ZEROS = "sha256:" + "0".repeat(64);
  private static final String A = "sha256:" + "a".repeat(64);
  private static final String B = "sha256:" + "b".repeat(64);

  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path folder;

  @TestFactory
  Stream<DynamicTest> everyLayer() {
    return Stream.of(
        layers("precedence", "levels.one", "FILE charts/app/one.yaml:1:15 1"),
        layers(
            "precedence",
            "levels.two",
            "FILE charts/app/one.yaml:1:23 one",
            "FILE charts/app/two.yaml:1:15 2"),
        layers(
            "precedence",
            "levels.parameter",
            "OBJECT apps.yaml:20:40 object",
            "PARAMETER apps.yaml:23:41 4"),
        layers(
            "precedence",
            "levels.string",
            "OBJECT apps.yaml:20:56 object",
            "STRING_PARAMETER apps.yaml:22:38 5"),
        layers(
            "precedence",
            "levels.twice",
            "PARAMETER apps.yaml:24:37 first",
            "PARAMETER apps.yaml:25:37 second"),
        layers("precedence", "levels.file", "FILE_PARAMETER apps.yaml:30:35 motto.txt"),
        layers("precedence", "levels.list.0", "PARAMETER apps.yaml:27:36 {a,b}"),
        layers("precedence", "never"),
        layers(
            "values-text",
            "replicas",
            "CHART charts/app/values.yaml:4:11 1",
            "TEXT apps.yaml:18:19 7"),
        layers(
            "references",
            "image.digest",
            "CHART charts/app/values.yaml:3:11 " + ZEROS,
            "FILE charts/app/values.yaml:3:11 " + ZEROS,
            "FILE environments/production/app.yaml:1:17 " + A),
        layers(
            "overrides",
            "image.digest",
            "CHART charts/app/values.yaml:3:11 " + ZEROS,
            "PARAMETER charts/app/.argocd-source-render-override.yaml:4:33 " + B + " override"));
  }

  private DynamicTest layers(String name, String path, String... expected) {
    return dynamicTest(
        name + " " + path,
        () -> {
          var host = Hosts.at(folder, "PATH", System.getenv("PATH"));
          var rendered = RenderedCases.of(host, repository(name).toString(), "").getFirst();
          var seen =
              rendered.sources().getFirst().layers().at(path).stream()
                  .map(hit ->
                      "%s %s %s%s"
                          .formatted(
                              hit.layer().kind().name(),
                              hit.place(),
                              Lookup.text(hit.node()).orElse("-"),
                              hit.layer().override() ? " override" : ""))
                  .collect(joining("\n"));
          assertEquals(String.join("\n", expected), seen);
        });
  }

  private Path repository(String name) throws IOException {
    var place = folder.resolve(name);
    if (!Files.exists(place)) {
      RenderCase.all().stream()
          .filter(one -> one.name().equals(name))
          .findFirst()
          .orElseThrow()
          .repository(Files.createDirectories(place), "https://git.example.com");
    }
    return place;
  }
}
