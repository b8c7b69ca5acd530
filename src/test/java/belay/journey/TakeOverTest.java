package belay.journey;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import belay.cli.Ran;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// `init` where something is already: it takes over what is there, and doing it twice is doing it
/// once.
final class TakeOverTest {
  private static final String DIGEST = "sha256:" + "a".repeat(64);
  private static final String URL = "https://git.example.com/ops/shop-gitops.git";

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "--ci github --ci gitlab --ci shell",
        "--image-updater",
        "--applicationset",
        "--applicationset --permissive --ci shell",
        "--permissive",
        "--image-key graph",
        "--image-key imageName",
        "--layout sources",
        "--layout sources --applicationset --image-key graph --image-updater",
        "--codeowners @shop/ops",
        "--project market",
        "--env staging --env production",
        "--env production",
        "--env qa --env live --applicationset",
        "--branch trunk",
        "--url https://git.example.com/other/place.git"
      })
  void twiceIsOnceWithTheSameFlagsAndWithNone(String flags) throws IOException {
    for (var kind : List.of("folder", "bare")) {
      var repository = kind + "-gitops";
      if (kind.equals("bare")) {
        World.gitIn(folder, "init", "-q", "--bare", "-b", "main", repository);
      }
      var init = new ArrayList<>(List.of("init", repository));
      init.addAll(List.of("--registry", "registry.example.com/shop"));
      if (!flags.contains("--url")) {
        init.addAll(List.of("--url", URL));
      }
      init.addAll(List.of((flags + " ").strip().split(" ")));
      init.removeIf(String::isEmpty);
      belay(init.toArray(String[]::new));
      var first = tree(repository);

      for (var added : List.of(false, true)) {
        if (added) {
          belay("add", "api", "--repo", repository, "--new-chart", "--group", "shop");
        }
        var before = tree(repository);
        assertEquals(added, !first.equals(before));
        unchanged(belay(init.toArray(String[]::new)));
        unchanged(belay("init", repository));
        assertEquals(before, tree(repository));
      }
    }
  }

  private static void unchanged(Ran ran) {
    assertTrue(ran.out().endsWith("nothing to do: everything is there\n"), ran.out());
  }

  @Test
  void anApplicationSetThatIsThereDecides() throws IOException {
    belay("init", "shop-gitops", "--url", URL, "--applicationset");
    var shop = folder.resolve("shop-gitops");
    Files.delete(shop.resolve("belay.yaml"));
    Files.delete(shop.resolve("README.md"));
    commit(shop);

    belay("init", "shop-gitops");

    assertFalse(Files.exists(shop.resolve("app-of-apps.yaml")));
    assertFalse(Files.exists(shop.resolve("projects/shop-apps.yaml")));
    assertTrue(Files.readString(shop.resolve("README.md")).contains("-f applicationset.yaml"));
    assertFalse(Files.readString(shop.resolve("README.md")).contains("app-of-apps"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"applicationset.yml", "bootstrap/services.yaml"})
  void andUnderAnotherNameToo(String name) throws IOException {
    belay("init", "shop-gitops", "--url", URL, "--applicationset");
    var shop = folder.resolve("shop-gitops");
    Files.createDirectories(shop.resolve(name).getParent());
    Files.move(shop.resolve("applicationset.yaml"), shop.resolve(name));
    commit(shop);

    unchanged(belay("init", "shop-gitops"));
    belay("add", "api", "--repo", "shop-gitops", "--new-chart", "--image", "r.example.com/api");

    var made = Files.readString(shop.resolve("applications/platform/api.yaml"));
    assertTrue(made.contains("service: api") && !made.contains("kind:"), made);
  }

  @Test
  void anAppOfAppsIsNotJoinedByAnApplicationSet() throws IOException {
    belay("init", "shop-gitops", "--url", URL);
    var before = tree("shop-gitops");

    var ran = Ran.in(folder, "init", "shop-gitops", "--applicationset");

    assertEquals(3, ran.code());
    assertEquals(
        """
        error: app-of-apps.yaml makes the Applications here, and an ApplicationSet would make each a second time
          help: leave --applicationset out, or delete app-of-apps.yaml and the Applications that it reads first
        """,
        ran.err());
    assertEquals(before, tree("shop-gitops"));
  }

  @Test
  void anAppOfAppsUnderAnotherNameKeepsItsFolder() throws IOException {
    write(
        "mine/bootstrap/root.yaml",
        """
        apiVersion: argoproj.io/v1alpha1
        kind: Application
        metadata: {name: root, namespace: argo}
        spec:
          project: platform
          source: {repoURL: "https://git.example.com/mine.git", path: apps, targetRevision: trunk}
        """);
    write(
        "mine/apps/api.yaml",
        """
        apiVersion: argoproj.io/v1alpha1
        kind: Application
        metadata: {name: api, namespace: argo}
        spec: {project: shop}
        """);

    commit(folder.resolve("mine"));

    var said = belay("init", "mine").err();
    belay("add", "web", "--repo", "mine", "--new-chart", "--image", "r.example.com/web");

    var mine = folder.resolve("mine");
    assertTrue(said.contains("taken over into belay.yaml: Applications in apps/{service}.yaml\n"));
    assertTrue(said.contains("taken over into belay.yaml: the AppProject shop\n"), said);
    assertTrue(said.contains("taken over into belay.yaml: Argo CD's namespace argo\n"), said);
    assertFalse(Files.exists(mine.resolve("app-of-apps.yaml")));
    assertFalse(Files.exists(mine.resolve("projects/shop-apps.yaml")));
    assertFalse(Files.exists(mine.resolve("applications")));
    assertFalse(Files.exists(mine.resolve("apps/.gitkeep")));
    var web = Files.readString(mine.resolve("apps/web.yaml"));
    assertTrue(web.contains("repoURL: https://git.example.com/mine.git"), web);
    assertTrue(web.contains("targetRevision: trunk"), web);
  }

  @Test
  void namesOfKeysAndEnvironmentsAreThoseOfTheFiles() throws IOException {
    write("mine/environments/production/values/query.yaml", image("graph", "digest", DIGEST));
    write("mine/environments/production/values/command.yaml", image("graph", "digest", DIGEST));

    var said = belay("init", "mine", "--url", URL, "--registry", "r.example.com").err();
    belay("add", "api", "--repo", "mine", "--new-chart");

    assertTrue(
        said.contains("belay.yaml: environments, in order of promotion: production\n"), said);
    assertTrue(said.contains("belay.yaml: images with the keys graph, digest and tag\n"), said);
    var mine = folder.resolve("mine");
    assertFalse(Files.exists(mine.resolve("environments/development")));
    assertFalse(Files.exists(mine.resolve("environments/staging")));
    assertFalse(Files.exists(mine.resolve("Tiltfile")));
    assertTrue(
        Files.readString(mine.resolve("environments/production/values/api.yaml"))
            .contains("  graph: r.example.com/api\n"));
    assertTrue(
        Files.readString(mine.resolve("charts/api/values.yaml")).contains("  graph: \"\"\n"));
    var status = belay("status", "--repo", "mine", "-o", "json").out();
    assertFalse(status.contains("staging"), status);
  }

  @ParameterizedTest
  @ValueSource(strings = {"name imageDigest", "imageName sha", "imageName digest", "repo digest"})
  void otherNamesOfKeysToo(String keys) throws IOException {
    var repository = keys.split(" ")[0];
    var digest = keys.split(" ")[1];
    write("mine/environments/staging/values/api.yaml", image(repository, digest, DIGEST));
    commit(folder.resolve("mine"));

    belay("init", "mine", "--url", URL);
    var status = belay("status", "--repo", "mine", "-o", "json").out();
    assertTrue(status.contains(DIGEST), status);
    var said = Files.readString(folder.resolve("mine/belay.yaml"));
    assertTrue(
        said.contains(
            "  keys: {repository: %s, digest: %s, tag: tag}".formatted(repository, digest)),
        said);
  }

  @Test
  void anImageElsewhereInAllFilesIsWhereItIs() throws IOException {
    for (var service : List.of("api", "web")) {
      write(
          "mine/environments/staging/values/" + service + ".yaml",
          "app:\n  image:\n    repository: r.example.com/%s\n    tag: 1.0.0\n".formatted(service));
    }

    belay("init", "mine", "--url", URL);

    var said = Files.readString(folder.resolve("mine/belay.yaml"));
    assertTrue(said.contains("  path: app.image\n"), said);
  }

  @Test
  void theLayoutIsTheOneThatIsThere() throws IOException {
    write("mine/sources/values/staging/api.yaml", image("graph", "digest", DIGEST));
    write("mine/sources/charts/api/Chart.yaml", "name: api\nversion: 1.0.0\n");
    write(
        "mine/argocd/apps/core/api.yaml", "apiVersion: argoproj.io/v1alpha1\nkind: Application\n");

    belay("init", "mine", "--url", URL);

    var said = Files.readString(folder.resolve("mine/belay.yaml"));
    assertTrue(
        said.contains("  values: \"sources/values/{environment}/{service}.yaml\"\n")
            || said.contains("  values: sources/values/{environment}/{service}.yaml\n"),
        said);
    assertTrue(said.contains("  charts: sources/charts/{service}\n"), said);
    assertTrue(said.contains("  applications: argocd/apps/{group}/{service}.yaml\n"), said);
    assertFalse(Files.exists(folder.resolve("mine/environments")));
    assertFalse(Files.exists(folder.resolve("mine/argocd/apps/platform")));
  }

  @Test
  void environmentsAreAddedOnlyOnRequest() throws IOException {
    write("mine/environments/production/values/api.yaml", image("repository", "digest", DIGEST));

    belay("init", "mine", "--url", URL, "--env", "staging");

    var said = Files.readString(folder.resolve("mine/belay.yaml"));
    assertTrue(said.contains("  - name: staging\n  - name: production\n"), said);
    assertFalse(said.contains("development"), said);
  }

  @Test
  void filesThatAreThereUnderAnotherNameAreNotJoined() throws IOException {
    write("mine/readme.rst", "Mine\n");
    write("mine/.github/CODEOWNERS", "* @me\n");
    write("mine/environments/development/kustomization.yml", "resources: []\n");

    belay("init", "mine", "--url", URL, "--codeowners", "@shop/ops");

    for (var file :
        List.of(
            "README.md",
            "CODEOWNERS",
            ".gitattributes",
            "environments/development/kustomization.yaml",
            "environments/development/namespace.yaml")) {
      assertFalse(Files.exists(folder.resolve("mine").resolve(file)), file);
    }
  }

  @Test
  void withoutBelayYamlThereAreNoColumnsForWhatIsNotThere() throws IOException {
    write("mine/environments/production/values/api.yaml", image("graph", "digest", DIGEST));
    write("mine/environments/live/values/api.yaml", image("graph", "digest", DIGEST));
    commit(folder.resolve("mine"));

    var status = belay("status", "--repo", "mine").out();
    assertFalse(status.contains("development") || status.contains("staging"), status);
    assertTrue(status.contains("PRODUCTION") || status.contains("production"), status);
    assertTrue(status.toLowerCase(java.util.Locale.ROOT).contains("live"), status);

    belay("add", "web", "--repo", "mine", "--new-chart", "--image", "r.example.com/web");
    assertFalse(Files.exists(folder.resolve("mine/environments/staging")));
    assertTrue(Files.exists(folder.resolve("mine/environments/live/values/web.yaml")));
  }

  private static String image(String repository, String digest, String value) {
    return "# Mine.\nimage:\n  %s: r.example.com/shop/api\n  %s: %s\n"
        .formatted(repository, digest, value);
  }

  private Ran belay(String... arguments) {
    var ran = Ran.in(folder, Map.of(), arguments);
    assertEquals(0, ran.code(), ran.err());
    return ran;
  }

  private void write(String path, String text) throws IOException {
    var file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private static void commit(Path repository) {
    if (!Files.exists(repository.resolve(".git"))) {
      World.gitIn(repository, "init", "-q", "-b", "main");
    }
    World.gitIn(repository, "add", "-A");
    World.gitIn(repository, "commit", "-qm", "x");
  }

  private String tree(String repository) {
    return World.gitIn(
        folder.resolve(repository), "for-each-ref", "--format=%(refname) %(objectname)");
  }
}
