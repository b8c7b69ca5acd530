package belay.journey;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import belay.cli.Ran;
import belay.peers.Fetched;
import belay.peers.Tool;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `add` looks at a chart that is here, and at nothing that is not.
final class AddLooksTest {
  private static final String CHART = "apiVersion: v2\nname: cart\nversion: 1.0.0\n";

  @TempDir Path folder;
  private World world;

  private String pushed = "";
  private String other = "";

  @BeforeEach
  void begin() throws IOException {
    world = new World(folder);
    pushed = world.pushed("v1", "cart", "1.0.0");
    other = world.pushed("v2", "cart", "2.0.0");
    world.committed("charts/cart/Chart.yaml", CHART);
  }

  @AfterEach
  void end() {
    world.close();
  }

  private static String digest(String image) {
    return image.substring(image.indexOf('@') + 1);
  }

  private String repository() {
    return pushed.substring(0, pushed.indexOf('@'));
  }

  private Ran add(String... more) {
    var all = new String[more.length + 2];
    all[0] = "add";
    all[1] = "cart";
    System.arraycopy(more, 0, all, 2, more.length);
    return world.belay(all);
  }

  @Test
  void keysOfOtherNamesAreWrittenIntoBelayYaml() throws IOException {
    world.committed("charts/cart/values.yaml", "port: 80\nimageName: cart\nimageTag: v1\n");
    world.committed(
        "charts/cart/templates/deployment.yaml",
        "image: \"{{ .Values.imageName }}:{{ .Values.imageTag }}\"\n");

    var ran = add("--image", pushed);

    assertEquals(0, ran.code(), ran.err());
    var config = world.git("show", "main:belay.yaml");
    assertTrue(
        config.endsWith(
            """
            services:
              cart:
                images:
                  main:
                    path: "$"
                    keys:
                      repository: imageName
                      digest: imageDigest
                      tag: imageTag
            """),
        config);
    assertEquals(
        "imageName: \"%s\"\nimageDigest: %s\n".formatted(repository(), digest(pushed)),
        world.values("production", "cart").replaceAll("#.*\n", ""));
    assertTrue(ran.err().contains(".Values.imageDigest"), ran.err());
    assertEquals(0, world.belay("deploy", "cart=" + other, "--env", "staging").code());
    assertTrue(world.values("staging", "cart").contains("imageDigest: " + digest(other)));
  }

  @Test
  void theRegistryIsWrittenWhereTheChartReadsIt() throws IOException {
    world.committed(
        "belay.yaml",
        """
        environments: [{name: staging}]
        services: {cart: {keys: {repository: name}, registry: global.registry}}
        """);

    var ran = add("--image", pushed);

    assertEquals(0, ran.code(), ran.err());
    var slash = repository().indexOf('/');
    assertEquals(
        """
        global:
          registry: "%s"
        image:
          name: %s
          digest: %s
        """
            .formatted(
                repository().substring(0, slash),
                repository().substring(slash + 1),
                digest(pushed)),
        world.values("staging", "cart").replaceAll("#.*\n", ""));
    world.deploy("cart=" + other, "--env", "staging");
    assertTrue(world.values("staging", "cart").contains("digest: " + digest(other)));
  }

  @Test
  void theOnlyImageElsewhereIsWrittenIntoBelayYaml() throws IOException {
    var config = "# ours\nenvironments: [{name: staging}, {name: production}]\n";
    world.committed("belay.yaml", config);
    world.committed(
        "charts/cart/values.yaml",
        """
        'apps.io/cart':
          image:
            registry: docker.io
            repository: acme/cart
            tag: v1
        """);
    world.committed(
        "charts/cart/templates/pod.yaml",
        """
        kind: Pod
        spec:
          containers:
            {{- with index .Values "apps.io/cart" "image" }}
            - image: {{ .registry }}/{{ .repository }}@{{ required "no digest" .digest }}
            {{- end }}
        """);

    var ran = add("--chart", "charts/cart", "--image", repository());

    assertEquals(0, ran.code(), ran.err());
    assertFalse(ran.err().contains("warning: charts/"), ran.err());
    var after = world.git("show", "main:belay.yaml");
    assertTrue(after.startsWith(config), after);
    assertEquals(
        "apps\\.io/cart.image\n",
        after.substring(after.indexOf("main:") + 6).replaceAll("[\"']", "").replace("\\\\", "\\"));
    assertTrue(
        world
            .values("staging", "cart")
            .endsWith(
                """
                the chart refuses
                # to render, and nothing is rolled out.
                apps.io/cart:
                  image:
                    registry: "%s"
                    repository: shop/cart
                    digest: ""
                """
                    .formatted(world.registry.address())),
        world.values("staging", "cart"));
    assertEquals(0, add("--chart", "charts/cart", "--image", repository()).code());
    assertEquals(after, world.git("show", "main:belay.yaml"));

    world.deploy("cart=" + pushed, "--env", "staging");

    World.gitIn(folder, "clone", "-q", world.bare.toString(), "clone");
    var rendered =
        new String(
            Tool.run(
                folder.resolve("clone"),
                Fetched.helm3().toString(),
                "template",
                "charts/cart",
                "-f",
                "environments/staging/values/cart.yaml"),
            UTF_8);
    assertTrue(rendered.contains("image: " + pushed), rendered);
  }

  @Test
  void severalImagesElsewhereAreNamedAndNothingIsWritten() throws IOException {
    world.committed(
        "charts/cart/values.yaml",
        "cart:\n  image: {repository: a, tag: b}\njob:\n  image: {repository: c, tag: d}\n");
    var head = world.head();

    new Transcript(world)
        .belay(3, "add", "cart", "--chart", "charts/cart", "--image", "r.example.com/cart")
        .is("add/several-images");
    assertEquals(head, world.head());
  }

  @Test
  void onATerminalTheImageIsAskedForAndWrittenIntoBelayYaml() throws IOException {
    world.committed(
        "charts/cart/values.yaml",
        "cart:\n  image: {repository: a, tag: b}\njob:\n  image: {repository: c, tag: d}\n");

    var ran =
        Ran.asked(
            folder,
            Map.of("BELAY_REPO", world.url()),
            "2\n",
            "add",
            "cart",
            "--image",
            "r.example.com/cart");

    assertEquals(0, ran.code(), ran.err());
    assertTrue(ran.err().contains("Which is the image of cart? [1-2, or nothing] "), ran.err());
    assertFalse(ran.err().contains("for the next time"), ran.err());
    assertTrue(world.git("show", "main:belay.yaml").contains("job.image"));
    assertTrue(
        world
            .values("staging", "cart")
            .endsWith("job:\n  image:\n    repository: r.example.com/cart\n    digest: \"\"\n"),
        world.values("staging", "cart"));
  }

  @Test
  void aFolderThatHoldsNoChartIsAMistake() throws IOException {
    world.committed("charts/packed/redis-1.0.0.tgz", "packed");
    var head = world.head();

    var said = new Transcript(world);
    for (var chart :
        List.of("charts/carts", "deploy/helm/cart", "charts/cart/Chart.yaml", "charts/packed")) {
      said.belay(4, "add", "api", "--image", "r.example.com/api", "--chart", chart);
    }
    assertEquals(head, world.head());
    said.belay(
        0, "add", "api", "--image", "r.example.com/api", "--chart", "charts/other", "--new-chart");
    said.belay(0, "add", "web", "--image", "r.example.com/web").is("add/no-chart");
  }

  @Test
  void packedChartsAreSaidNotToBeRead() throws IOException {
    world.committed("charts/cart/charts/common-2.0.0.tgz", "packed");
    world.committed(
        "charts/cart/templates/pod.yaml", "image: {{ include \"common.image\" .Values.image }}\n");

    new Transcript(world)
        .belay(0, "add", "cart", "--image", "r.example.com/cart")
        .file("environments/staging/values/cart.yaml")
        .is("add/packed-charts");
  }

  @Test
  void twoServicesMayStartFromOneNewChart() throws IOException {
    var table = folder.resolve("services.csv");
    java.nio.file.Files.writeString(
        table,
        "service,image,chart\na,r.example.com/a,charts/both\nb,r.example.com/b,charts/both\n");

    var ran = world.belay("add", "--from", table.toString(), "--new-chart");

    assertEquals(0, ran.code(), ran.err());
    assertFalse(ran.err().contains("no template reads"), ran.err());
    assertTrue(world.values("staging", "b").contains("the chart refuses"));
  }

  @Test
  void aChartByTagIsNamedWithItsLineAndTheCure() throws IOException {
    world.committed("charts/cart/values.yaml", "image: {graph: r.example.com/cart, tag: v1}\n");
    world.committed(
        "charts/cart/templates/pod.yaml",
        "kind: Pod\nspec:\n  image: {{ .Values.image.graph }}:{{ .Values.image.tag }}\n");

    new Transcript(world)
        .belay(0, "add", "cart", "--chart", "charts/cart", "--image", "r.example.com/cart")
        .file("environments/staging/values/cart.yaml")
        .file("environments/development/values/cart.yaml")
        .is("add/chart-by-tag");
  }

  @Test
  void aChartOfOthersHasItsOwnKeysAndKeepsThem() throws IOException {
    world.committed(
        "belay.yaml",
        """
        environments: [{name: staging}, {name: production}]
        image: {keys: {repository: graph}}
        """);
    var ran =
        add(
            "--chart",
            "oci://r.example.com/charts/cart",
            "--chart-version",
            "1.0.0",
            "--image",
            pushed);
    assertEquals(0, ran.code(), ran.err());
    assertTrue(ran.err().contains("helm template cart oci://r.example.com/charts/cart"), ran.err());

    world.deploy("cart=" + other, "--env", "staging");
    assertEquals(0, world.belay("promote", "cart", "--to", "production", "--yes").code());

    for (var environment : new String[] {"staging", "production"}) {
      var values = world.values(environment, "cart");
      assertTrue(values.contains("  digest: " + digest(other)), values);
      assertTrue(values.contains("  repository: "), values);
      assertFalse(values.contains("graph"), values);
    }
    assertTrue(world.belay("status", "cart").out().contains(digest(other).substring(7, 19)));
    assertEquals(0, world.belay("rollback", "cart", "--env", "staging", "--yes").code());
    assertTrue(world.values("staging", "cart").contains("  digest: " + digest(pushed)));
    assertFalse(world.values("staging", "cart").contains("graph"));
  }
}
