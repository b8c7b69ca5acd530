package belay.migrate.charts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import belay.cli.Ran;
import belay.demo.SampleImage;
import belay.peers.DockerRegistry;
import belay.peers.HelmPrograms;
import belay.peers.Peer;
import belay.peers.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `belay migrate` from outside, on charts that are on disk.
final class MigrateTest {
  @TempDir Path folder;
  private String helm;

  @BeforeEach
  void begin() {
    helm = HelmPrograms.helm4().toString();
  }

  private void chart(String name, String repository, String tag) throws IOException {
    var at = folder.resolve("charts").resolve(name);
    Files.createDirectories(at.resolve("templates"));
    Files.writeString(
        at.resolve("Chart.yaml"), "apiVersion: v2\nname: %s\nversion: 0.1.0\n".formatted(name));
    Files.writeString(
        at.resolve("values.yaml"),
        "image:\n  repository: %s\n  tag: \"%s\"\n".formatted(repository, tag));
    Files.writeString(at.resolve("templates/deployment.yaml"), deployment(name));
  }

  private Ran belay(String... arguments) {
    List<String> all = new ArrayList<>(List.of("migrate"));
    all.addAll(List.of(arguments));
    all.addAll(List.of("--helm", helm));
    return Ran.in(folder, all.toArray(String[]::new));
  }

  private String values(String chart) throws IOException {
    return Files.readString(folder.resolve("charts").resolve(chart).resolve("values.yaml"));
  }

  @Test
  void theCheckEndsWith3UntilAllChartsAreMigrated() throws Exception {
    chart("api", "registry.example.com/api", "1");
    chart("web", "registry.example.com/web", "2");
    assertEquals(3, belay("charts", "--check").code());
    assertEquals(0, belay("charts", "--write").code());
    assertEquals(0, belay("charts", "--check").code());
    assertTrue(values("web").contains("digest: \"\""), values("web"));
  }

  /// An umbrella with a chart in it that has the chart `db` packed in it.
  private void umbrella() throws IOException {
    var umbrella = folder.resolve("charts/umbrella");
    var middle = umbrella.resolve("charts/middle");
    Files.createDirectories(middle.resolve("charts"));
    Files.writeString(
        umbrella.resolve("Chart.yaml"),
        """
        apiVersion: v2
        name: umbrella
        version: 0.1.0
        dependencies:
        - {name: middle, version: 0.1.0}
        """);
    Files.writeString(
        middle.resolve("Chart.yaml"),
        """
        apiVersion: v2
        name: middle
        version: 0.1.0
        dependencies:
        - {name: db, version: 0.1.0, alias: store}
        """);
    Tool.run(folder, helm, "package", "charts/db", "-d", middle.resolve("charts").toString());
  }

  @Test
  void packedChartsAreNamedHoweverDeepTheyLie() throws Exception {
    chart("db", "registry.example.com/db", "1");
    umbrella();
    var ran = belay("charts/umbrella", "--check");
    assertEquals(3, ran.code());
    assertTrue(
        ran.out()
            .contains(
                "charts/umbrella/charts/middle/charts/db-0.1.0.tgz:1:1  db is packed, and names"
                    + " images by tag"),
        ran.out());
  }

  @Test
  void whereAPackedChartTakesADigestItsKeyIsTold() throws Exception {
    chart("db", "registry.example.com/db", "1");
    assertEquals(0, belay("charts", "--write").code());
    var values = folder.resolve("charts/db/values.yaml");
    Files.writeString(
        values,
        Files.readString(values).replace("allowEmptyDigest: false", "allowEmptyDigest: true"));
    umbrella();
    var ran = belay("charts/umbrella", "--check");
    assertTrue(
        ran.out()
            .contains(
                "charts/umbrella/charts/middle/charts/db-0.1.0.tgz!/templates/deployment.yaml:1:1"
                    + "  already    proved  : middle.store.image.digest"),
        ran.out());
    assertEquals(0, ran.code());
  }

  @Test
  void aFolderWithoutChartsIsAMistake() throws Exception {
    Files.createDirectories(folder.resolve("charts/empty"));
    var ran = belay("charts");
    assertEquals(2, ran.code());
    assertEquals(
        "error: \"%s/charts\" is no Helm chart, and holds none: there is no Chart.yaml\n  help: name the folder that Chart.yaml is in\n"
            .formatted(folder),
        ran.err());
  }

  @Test
  void programsReadEachPlace() throws Exception {
    chart("api", "registry.example.com/api", "1");
    assertEquals(
        """
        {
          "schema" : "belay/v1",
          "charts" : [ {
            "chart" : "charts/api",
            "state" : "rewritten",
            "sites" : [ {
              "file" : "charts/api/templates/deployment.yaml",
              "line" : 12,
              "column" : 11,
              "state" : "rewritten",
              "proved" : true,
              "reason" : "",
              "values" : [ "image.digest" ]
            } ],
            "notes" : [ ]
          } ],
          "files" : [ "charts/api/templates/_belay.tpl", "charts/api/templates/deployment.yaml", "charts/api/values.yaml" ],
          "callers" : [ ],
          "missing" : [ ]
        }
        """,
        belay("charts/api", "-o", "json").out());
  }

  @Test
  void workThatIsInNoCommitIsNotWrittenOver() throws Exception {
    Peer.require("git");
    chart("api", "registry.example.com/api", "1");
    git("init", "-q", ".");
    git("add", "charts");
    git("-c", "user.name=A", "-c", "user.email=a@example.com", "commit", "-qm", "x");
    Files.writeString(folder.resolve("charts/api/values.yaml"), values("api") + "replicas: 2\n");
    var before = values("api");

    var ran = belay("charts/api", "--write");
    assertEquals(3, ran.code());
    assertEquals(
        """
        error: charts/api/values.yaml has uncommitted changes
          help: commit it, or put it aside: git stash
        """,
        ran.err());
    assertEquals(before, values("api"));
  }

  private void git(String... arguments) throws Exception {
    List<String> all = new ArrayList<>(List.of("git"));
    all.addAll(List.of(arguments));
    Tool.run(folder, all.toArray(String[]::new));
  }

  @Test
  void digestsComeFromTheRegistryAndTagsThatAreNotThereAreNamed() throws Exception {
    Peer.require("docker-registry");
    SampleImage.write(folder.resolve("image"), "v", 1);
    try (var registry = DockerRegistry.anonymous()) {
      var api = registry.address() + "/shop/api";
      var pushed = Ran.in(folder, "push", folder.resolve("image").toString(), api + ":1");
      var digest = Pattern.compile("sha256:[0-9a-f]{64}").matcher(pushed.out());
      assertTrue(digest.find(), pushed.err());
      chart("api", api, "1");
      chart("web", registry.address() + "/shop/web", "2");
      Files.createDirectories(folder.resolve("environments"));
      Files.writeString(folder.resolve("environments/api.yaml"), "image:\n  tag: \"1\"\n");

      var ran = belay("charts/api", "--write", "--resolve", "--values", "environments/api.yaml");
      assertEquals(0, ran.code(), ran.err());
      assertEquals(
          "image:\n  repository: %s\n  digest: %s\n  allowEmptyDigest: false\n"
              .formatted(api, digest.group()),
          values("api"));
      assertEquals(
          "image:\n  digest: %s\n".formatted(digest.group()),
          Files.readString(folder.resolve("environments/api.yaml")));
      ran = belay("charts/web", "--write", "--resolve");
      assertTrue(values("web").contains("digest: \"\""), values("web"));
      assertTrue(
          ran.out()
              .contains(
                  "these tags have no digest:\n  %s/shop/web:2: ".formatted(registry.address())),
          ran.out());
    }
  }

  @Test
  void whatAPipelineSetsIsListed() throws Exception {
    chart("api", "registry.example.com/api", "1");
    Files.createDirectories(folder.resolve(".git"));
    Files.writeString(
        folder.resolve("deploy.sh"),
        """
        helm upgrade api charts/api --set image.tag=$TAG --set replicas=2
        yq -i '.image.tag = strenv(TAG)' values.yaml
        sed -i "s/tag: .*/tag: $TAG/" values.yaml
        """);
    var out = belay("charts/api").out();
    assertEquals(
        """
        these set keys that no chart reads any more:
          deploy.sh:1  helm upgrade api charts/api --set image.tag=$TAG --set replicas=2
          deploy.sh:2  yq -i '.image.tag = strenv(TAG)' values.yaml
          deploy.sh:3  sed -i "s/tag: .*/tag: $TAG/" values.yaml
        """,
        out.substring(out.indexOf("these set"), out.indexOf("1 chart,")));
  }

  private static String deployment(String name) {
    return """
    apiVersion: apps/v1
    kind: Deployment
    metadata:
      name: %1$s
    spec:
      selector: {matchLabels: {app: %1$s}}
      template:
        metadata: {labels: {app: %1$s}}
        spec:
          containers:
            - name: main
              image: "{{ .Values.image.repository }}:{{ .Values.image.tag }}"
    """
        .formatted(name);
  }
}
