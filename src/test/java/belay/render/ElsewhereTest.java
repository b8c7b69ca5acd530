package belay.render;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import belay.cli.Ran;
import belay.peers.ChartRepository;
import belay.peers.DockerRegistry;
import belay.peers.GitDaemon;
import belay.peers.HelmPrograms;
import belay.peers.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Charts and values that are not in the repository at hand, from real servers: git's own, a Helm
/// repository, a registry.
final class ElsewhereTest {
  private static final Pattern IMAGE = Pattern.compile("image: (\\S+)");
  private static final String DIGEST = "sha256:" + "a".repeat(64);

  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path folder;

  private Path gitOps(String sources) throws IOException {
    var clone = Files.createDirectories(folder.resolve("gitops"));
    Files.writeString(
        clone.resolve("apps.yaml"),
        """
        apiVersion: argoproj.io/v1alpha1
        kind: Application
        metadata: {name: api, namespace: argocd}
        spec:
          project: default
          destination: {server: "https://kubernetes.default.svc", namespace: shop}
          sources:
        %s
            - repoURL: https://git.example.com/gitops.git
              ref: values
        """
            .formatted(sources.indent(4).stripTrailing()));
    Files.writeString(
        clone.resolve("values.yaml"),
        "image: {repository: registry.example.com/api, digest: \"%s\"}\n".formatted(DIGEST));
    RenderCase.git(clone, "init", "-q", "-b", "main");
    RenderCase.git(clone, "remote", "add", "origin", "https://git.example.com/gitops.git");
    RenderCase.git(clone, "add", ".");
    RenderCase.git(clone, "commit", "-qm", "Begin");
    return clone;
  }

  private Ran render(String repository) {
    return Ran.in(folder, "render", "-R", repository, "--helm", HelmPrograms.helm4().toString());
  }

  private static String images(Ran ran) {
    return IMAGE
        .matcher(ran.out())
        .results()
        .map((MatchResult match) -> match.group(1))
        .toList()
        .toString();
  }

  @Test
  void aChartInGitByBranchTagAndCommit() throws Exception {
    var charts = Files.createDirectories(folder.resolve("charts"));
    var chart = charts.resolve("api/templates");
    Files.createDirectories(chart);
    Files.writeString(
        charts.resolve("api/Chart.yaml"), "apiVersion: v2\nname: api\nversion: 1.0.0\n");
    Files.writeString(
        chart.resolve("a.yaml"), "kind: A\nimage: {{ .Values.image.repository }}-one\n");
    RenderCase.git(charts, "init", "-q", "-b", "main");
    RenderCase.git(charts, "add", ".");
    RenderCase.git(charts, "commit", "-qm", "One");
    RenderCase.git(charts, "tag", "-am", "One", "v1");
    var one = new String(Tool.run(charts, "git", "rev-parse", "HEAD"), UTF_8).strip();
    Files.writeString(
        chart.resolve("a.yaml"), "kind: A\nimage: {{ .Values.image.repository }}-two\n");
    RenderCase.git(charts, "commit", "-qam", "Two");
    RenderCase.git(folder, "clone", "-q", "--bare", "charts", "served/charts.git");
    try (var server = GitDaemon.start(folder.resolve("served"))) {
      var url = server.url("charts.git");
      for (var revision : new String[] {"v1", one, "main", "HEAD"}) {
        var source =
            "- {repoURL: \"%s\", targetRevision: \"%s\", path: api, helm: {valueFiles: [$values/values.yaml]}}"
                .formatted(url, revision);
        var ran = render(gitOps(source).toString());
        var expected = revision.equals("v1") || revision.equals(one) ? "one" : "two";
        assertEquals("[registry.example.com/api-%s]".formatted(expected), images(ran), ran.err());
        Tool.run(folder, "rm", "-r", "gitops");
      }
      var missing = "- {repoURL: \"%s\", targetRevision: nope, path: api}".formatted(url);
      assertEquals(
          """
          error: apps.yaml:8:7: api: no branch, tag or commit "nope" in %s
            help: list them: git ls-remote %s
          """
              .formatted(url, url),
          render(gitOps(missing).toString()).err());
    }
  }

  @Test
  void aPackagedChartOfAHelmRepository() throws IOException {
    var files = Files.createDirectories(folder.resolve("repository"));
    try (var server = ChartRepository.start(files, HelmPrograms.helm4(), "valkey")) {
      var source =
          "- {repoURL: \"%s\", chart: valkey, targetRevision: %s, helm: {valueFiles: [$values/values.yaml]}}"
              .formatted(server.url(), ChartRepository.VERSION);
      var clone = gitOps(source);
      var ran = render(clone.toString());
      assertEquals("[registry.example.com/api@%s]".formatted(DIGEST), images(ran), ran.err());
    }
    // the server is gone, and the version is known
    var again = render(folder.resolve("gitops").toString());
    assertEquals("[registry.example.com/api@%s]".formatted(DIGEST), images(again), again.err());
  }

  @Test
  void aPackagedChartOfARegistry() throws Exception {
    var files = Files.createDirectories(folder.resolve("repository"));
    ChartRepository.start(files, HelmPrograms.helm4(), "valkey").close();
    try (var registry = DockerRegistry.anonymous()) {
      Tool.run(
          files,
          HelmPrograms.helm4().toString(),
          "push",
          "--plain-http",
          "valkey-%s.tgz".formatted(ChartRepository.VERSION),
          "oci://%s/charts".formatted(registry.address()));
      var source =
          "- {repoURL: \"%s/charts\", chart: valkey, targetRevision: 20.x, helm: {valueFiles: [$values/values.yaml]}}"
              .formatted(registry.address());
      var ran = render(gitOps(source).toString());
      assertEquals("[registry.example.com/api@%s]".formatted(DIGEST), images(ran), ran.err());
      Tool.run(folder, "rm", "-r", "gitops");
      var whole =
          "- {repoURL: \"oci://%s/charts/valkey\", path: ., targetRevision: %s, helm: {valueFiles: [$values/values.yaml]}}"
              .formatted(registry.address(), ChartRepository.VERSION);
      var again = render(gitOps(whole).toString());
      assertEquals("[registry.example.com/api@%s]".formatted(DIGEST), images(again), again.err());
    }
  }

  @Test
  void twoRevisionsOfOneRepositoryAreRefused() throws Exception {
    var charts = Files.createDirectories(folder.resolve("charts"));
    Files.writeString(charts.resolve("Chart.yaml"), "apiVersion: v2\nname: api\nversion: 1.0.0\n");
    RenderCase.git(charts, "init", "-q", "-b", "main");
    RenderCase.git(charts, "add", ".");
    RenderCase.git(charts, "commit", "-qm", "One");
    RenderCase.git(charts, "tag", "v1");
    Files.writeString(charts.resolve("values.yaml"), "a: 1\n");
    RenderCase.git(charts, "add", ".");
    RenderCase.git(charts, "commit", "-qm", "Two");
    RenderCase.git(folder, "clone", "-q", "--bare", "charts", "served/charts.git");
    try (var server = GitDaemon.start(folder.resolve("served"))) {
      var url = server.url("charts.git");
      var sources =
          """
          - helm: {valueFiles: [$other/values.yaml]}
            path: .
            targetRevision: v1
            repoURL: "%s"
          - {repoURL: "%s", targetRevision: main, ref: other}\
          """
              .formatted(url, url);
      assertEquals(
          """
          error: apps.yaml:8:27: api: it refers to %s at main, and the chart is in the same repository at v1
            help: give both sources the same targetRevision
          """
              .formatted(url),
          render(gitOps(sources).toString()).err());
    }
  }

  @Test
  void aChartWhoseDependencyIsElsewhere() throws IOException {
    var files = Files.createDirectories(folder.resolve("repository"));
    try (var server = ChartRepository.start(files, HelmPrograms.helm4(), "valkey")) {
      var clone =
          gitOps(
              "- {repoURL: \"https://git.example.com/gitops.git\", path: chart, helm: {valueFiles:"
                  + " [$values/values.yaml]}}");
      var chart = Files.createDirectories(clone.resolve("chart"));
      Files.writeString(
          chart.resolve("Chart.yaml"),
          """
          apiVersion: v2
          name: api
          version: 1.0.0
          dependencies:
            - {name: valkey, version: %s, repository: "%s"}
          """
              .formatted(ChartRepository.VERSION, server.url()));
      Files.writeString(
          clone.resolve("values.yaml"),
          "valkey: {image: {repository: registry.example.com/valkey, digest: \"%s\"}}\n"
              .formatted(DIGEST));
      var ran = render(clone.toString());
      assertEquals("[registry.example.com/valkey@%s]".formatted(DIGEST), images(ran), ran.err());
      // nothing was written into the work tree
      assertEquals("Chart.yaml\n", new String(Tool.run(chart, "ls", "-A"), UTF_8));
    }
  }

  @Test
  void theRepositoryItselfByItsAddressOrBare() throws Exception {
    var clone = gitOps("- {repoURL: \"https://git.example.com/gitops.git\", path: chart}");
    var templates = Files.createDirectories(clone.resolve("chart/templates"));
    Files.writeString(
        clone.resolve("chart/Chart.yaml"), "apiVersion: v2\nname: api\nversion: 1.0.0\n");
    Files.writeString(templates.resolve("a.yaml"), "kind: A\nimage: committed\n");
    RenderCase.git(clone, "add", ".");
    RenderCase.git(clone, "commit", "-qm", "Chart");
    RenderCase.git(folder, "clone", "-q", "--bare", "gitops", "served/gitops.git");
    Files.writeString(templates.resolve("a.yaml"), "kind: A\nimage: changed\n");
    Files.writeString(clone.resolve(".gitignore"), "ignored.yaml\n");
    Files.writeString(templates.resolve("ignored.yaml"), "kind: A\nimage: ignored\n");
    assertEquals("[changed]", images(render(clone.toString())));
    var named = "--repo-url=https://git.example.com/gitops";
    var bare = folder.resolve("served/gitops.git").toString();
    var ran =
        Ran.in(folder, "render", "-R", bare, named, "--helm", HelmPrograms.helm4().toString());
    assertEquals("[committed]", images(ran), ran.err());
    try (var server = GitDaemon.start(folder.resolve("served"))) {
      var url = server.url("gitops.git");
      var far =
          Ran.in(folder, "render", "-R", url, named, "--helm", HelmPrograms.helm4().toString());
      assertEquals("[committed]", images(far), far.err());
    }
  }
}
