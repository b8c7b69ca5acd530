package belay.render;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import belay.cli.Ran;
import belay.net.Json;
import belay.peers.HelmPrograms;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Which Applications of a repository are rendered, and how they are printed: the repository that
/// `belay init --applicationset` makes, with its service deployed to one environment.
final class SelectionTest {
  private static final Path AFTER = Path.of("src/test/cases/init/applicationset/after");
  private static final Pattern APPLICATION =
      Pattern.compile("(?m)^# Application: (\\S+) \\((\\S+)\\)");

  private static final List<String> BOTH =
      List.of("api-development applicationset.yaml", "api-production applicationset.yaml");

  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path folder;

  @BeforeEach
  void repository() throws IOException {
    try (Stream<Path> files = Files.walk(AFTER)) {
      for (var from : files.filter(Files::isRegularFile).toList()) {
        var to = folder.resolve(AFTER.relativize(from).toString());
        Files.createDirectories(to.getParent());
        Files.copy(from, to);
      }
    }
    Files.delete(folder.resolve("applications/infrastructure/kafka.yaml"));
    var values = folder.resolve("environments/production/values/api.yaml");
    Files.writeString(
        values,
        Files.readString(values).replaceFirst("digest: \"\"", "digest: sha256:" + "a".repeat(64)));
    RenderCase.git(folder, "init", "-q", "-b", "main");
    RenderCase.git(folder, "remote", "add", "origin", "git@git.example.com:ops/shop-gitops");
    RenderCase.git(folder, "add", "--all");
    RenderCase.git(folder, "commit", "-qm", "Begin");
  }

  private Ran render(String... arguments) {
    var all = new ArrayList<>(List.of("render", "--helm", HelmPrograms.helm4().toString()));
    all.addAll(Arrays.asList(arguments));
    return Ran.in(folder, all.toArray(String[]::new));
  }

  private static List<String> applications(Ran ran) {
    return APPLICATION
        .matcher(ran.out())
        .results()
        .map((MatchResult found) -> found.group(1) + " " + found.group(2))
        .distinct()
        .toList();
  }

  @Test
  void allWhereNoneIsNamed() {
    var ran = render();
    assertEquals(BOTH, applications(ran), ran.err());
    assertEquals(3, ran.code());
    assertEquals(
        1,
        ran.err().lines().filter(line -> line.contains("image.digest is empty")).count(),
        ran.err());
  }

  @Test
  void thoseOfAnEnvironment() {
    var ran = render("--env", "production");
    assertEquals(List.of("api-production applicationset.yaml"), applications(ran), ran.err());
    assertEquals(0, ran.code());
  }

  @Test
  void oneByItsName() {
    assertEquals(0, render("api-production").code());
    var mistyped = render("api-prodution");
    assertEquals(
        "error: no Application \"api-prodution\", did you mean \"api-production\"?",
        mistyped
            .err()
            .lines()
            .filter(line -> line.contains("no Application"))
            .findFirst()
            .orElse(""));
    assertEquals(4, mistyped.code());
  }

  @Test
  void thoseOfAFileAsSeenFromHere() {
    var below = folder.resolve("environments");
    var ran =
        Ran.in(
            below,
            "render",
            "../applicationset.yaml",
            "--env",
            "production",
            "--helm",
            HelmPrograms.helm4().toString());
    assertEquals(List.of("api-production applicationset.yaml"), applications(ran), ran.err());
  }

  @Test
  void asOneDocumentForPrograms() throws IOException {
    var ran = render("api-production", "-o", "json");
    var document = Json.parse(ran.out().getBytes(UTF_8));
    var application = document.at("applications").items().getFirst();
    var source = application.at("sources").items().getFirst();
    var kinds =
        application.at("manifests").items().stream()
            .map(one -> one.at("object", "kind").text())
            .toList();
    assertEquals(
        List.of(
            "belay/v1",
            "api-production",
            "production",
            "ApplicationSet shop",
            List.of("charts/api/values.yaml", "environments/production/values/api.yaml"),
            List.of("ServiceAccount", "Service", "Deployment")),
        List.of(
            document.at("schema").text(),
            application.at("name").text(),
            application.at("environment").text(),
            application.at("madeBy").text(),
            source.at("values").texts(),
            kinds));
  }

  @Test
  void whatCannotBeRenderedMayBeAWarning() {
    var ran = render("--allow-unrendered");
    assertEquals(BOTH, applications(ran), ran.err());
    assertEquals(0, ran.code());
    assertEquals(1, ran.err().lines().filter(line -> line.startsWith("warning:")).count());
  }

  @Test
  void withoutHelmNothingPasses() {
    var ran = Ran.in(folder, Map.of("PATH", "/usr/bin:/bin"), "render", "api-production");
    assertEquals(3, ran.code(), ran.out());
    assertEquals("", ran.out());
  }

  @Test
  void everythingThatCannotBeRenderedIsSaidAlsoQuietly() throws IOException {
    Files.writeString(
        folder.resolve("more.yaml"),
        """
        apiVersion: argoproj.io/v1alpha1
        kind: Application
        metadata: {name: one}
        spec: {source: {repoURL: "https://git.example.com/ops/shop-gitops", path: nowhere}}
        ---
        apiVersion: argoproj.io/v1alpha1
        kind: Application
        metadata: {name: two}
        spec: {source: {repoURL: "https://git.example.com/ops/shop-gitops", path: charts/ap}}
        """);
    assertEquals(
        """
        error: more.yaml:4:75: one: no folder "nowhere" in the repository
          help: correct path
        error: more.yaml:9:75: two: no folder "charts/ap" in the repository, did you mean "charts/api"?
          help: correct path
        """,
        render("more.yaml", "-q").err());
  }
}
