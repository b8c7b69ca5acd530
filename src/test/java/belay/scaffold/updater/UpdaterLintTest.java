package belay.scaffold.updater;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import belay.scaffold.Samples;
import belay.scaffold.application.Application;
import belay.scaffold.application.ApplicationSet;
import belay.scaffold.application.Updater;
import belay.yaml.tree.YamlTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class UpdaterLintTest {
  private static final String REGISTRIES =
      """
      apiVersion: v1
      kind: ConfigMap
      data:
        registries.conf: |
          registries:
            - name: ours
              prefix: registry.example.com
              api_url: https://registry.example.com
              credentials: secret:argocd/registry-creds#creds
      ---
      apiVersion: argocd-image-updater.argoproj.io/v1alpha1
      kind: ImageUpdater
      spec:
        applicationRefs:
          - namePattern: "*"
            useAnnotations: true
      """;

  /// The requirements' own example, word for word.
  @Test
  void theStrategyDigestWithoutATagNeverUpdates() {
    assertEquals(
        List.of(
            "app.yaml:5:50: core has the strategy digest and no tag: it never updates; name the tag"
                + " that moves: core=registry.example.com/core:main"),
        lint(
            """
            apiVersion: argoproj.io/v1alpha1
            kind: Application
            metadata:
              annotations:
                argocd-image-updater.argoproj.io/image-list: |
                  core=registry.example.com/core
                argocd-image-updater.argoproj.io/core.update-strategy: digest
                argocd-image-updater.argoproj.io/core.allow-tags: regexp:^main-[0-9a-f]{7}$
            """,
            REGISTRIES));
  }

  @Test
  void whatBelayWritesIsFree() {
    var service = Samples.service("api", "platform", Samples.CHARTS.getFirst());
    assertEquals(
        List.of(), lint(Application.file(Samples.SITE, Samples.updated(service)), REGISTRIES));
    assertEquals(
        List.of(),
        lint(
            Application.file(Samples.SITE, Samples.updated(service)),
            Updater.registries(Samples.SITE, "registry.example.com")
                + "---\n"
                + Updater.applications(Samples.SITE)));
  }

  @Test
  void annotationsThatNoImageUpdaterSelectsAreFoundOnce() {
    var service = Samples.updated(Samples.service("api", "platform", Samples.CHARTS.getFirst()));
    var unread =
        ": no ImageUpdater here selects this Application: Image Updater 1.0 and newer never reads"
            + " its annotations%s; write one with useAnnotations: true; belay init --image-updater"
            + " does";
    var application = Application.file(Samples.SITE, service);
    var two = application + "---\n" + application;
    var parameters = ApplicationSet.parameters(Samples.SITE, service);

    for (var registries :
        List.of(
            REGISTRIES.replace("useAnnotations: true", "images: []"),
            REGISTRIES.replace("\"*\"", "web-*"),
            REGISTRIES.replaceAll("(?s)---.*", ""),
            REGISTRIES + "      labelSelectors: {matchLabels: {environment: production}}\n")) {
      var found = lint(two, registries);
      assertEquals(1, found.size(), found.toString());
      assertTrue(found.getFirst().endsWith(unread.formatted(" (and 1 more like it)")), registries);
    }
    assertEquals(List.of(), lint(parameters, REGISTRIES));
    var found = lint(parameters, REGISTRIES.replace("\"*\"", "web-*"));
    assertEquals(1, found.size(), found.toString());
    assertTrue(found.getFirst().endsWith(unread.formatted("")), found.getFirst());
  }

  @Test
  void aRegistryNobodyCanLogInToIsFound() {
    var app = application("api=other.example.com:5000/api:main", "digest", "any");

    assertEquals(
        List.of(
            "app.yaml:5:50: no credentials for other.example.com:5000 are known to Image Updater;"
                + " name them in registries.conf, or by the annotation"
                + " argocd-image-updater.argoproj.io/api.pull-secret"),
        lint(app, REGISTRIES));
    assertEquals(
        List.of(
            "registries.yaml:4:20: the registry registry.example.com has no credentials; write"
                + " credentials: secret:NAMESPACE/NAME#KEY"),
        lint(
            application("api=registry.example.com/api:main", "digest", "any"),
            REGISTRIES.replaceAll("(?m)^ *credentials.*\n", "")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "regexp:^main-[0-9a-f]{7}$",
        "regexp:^v[0-9]+\\.[0-9]+\\.[0-9]+$",
        "regexp:^(a|b)$",
        "regexp:^.*$",
        "regexp:^a{1,3}x{0,2}",
        "regexp:^\\d+(-rc)?$",
        "any"
      })
  void filtersThatLetTagsThroughAreFree(String filter) {
    assertEquals(Optional.empty(), TagFilter.problem(filter, Optional.empty()));
  }

  @ParameterizedTest
  @CsvSource({
    "'^main-[0-9a-f]{7}$', '\"^main-[0-9a-f]{7}$\" is neither any nor regexp:PATTERN'",
    "'regexp:^main-[0-9a-f{7}$', '\"^main-[0-9a-f{7}$\" is no regular expression: unclosed"
        + " character class'",
    "'regexp:^feature/.*$', '\"^feature/.*$\" matches no tag: no tag has \"/\"'",
    "'regexp:main^', '\"main^\" matches no tag: something stands before ^'",
    "'regexp:$main', '\"$main\" matches no tag: something stands behind $'",
    "'regexp:^api:main$', '\"^api:main$\" matches no tag: no tag has \":\"'"
  })
  void filtersThatLetNothingThroughAreFound(String filter, String what) {
    assertEquals(
        Optional.of(what),
        TagFilter.problem(filter, Optional.empty()).map(TagFilter.Problem::what));
  }

  @Test
  void aFilterThatKeepsOutTheTagThatIsFollowedIsFound() {
    assertEquals(
        List.of(
            "app.yaml:7:54: \"^v\" lets main not pass, the tag that is followed; leave allow-tags"
                + " out: the strategy digest follows one tag"),
        lint(application("api=registry.example.com/api:main", "digest", "regexp:^v"), REGISTRIES));
  }

  private static String application(String images, String strategy, String allow) {
    return """
    apiVersion: argoproj.io/v1alpha1
    kind: Application
    metadata:
      annotations:
        argocd-image-updater.argoproj.io/image-list: %s
        argocd-image-updater.argoproj.io/api.update-strategy: %s
        argocd-image-updater.argoproj.io/api.allow-tags: "%s"
    """
        .formatted(images, strategy, allow);
  }

  private static List<String> lint(String application, String registries) {
    var trees = new ArrayList<>(YamlTree.parseAll("app.yaml", application.getBytes(UTF_8)));
    trees.addAll(YamlTree.parseAll("registries.yaml", registries.getBytes(UTF_8)));
    return UpdaterLint.check(trees).stream().map(UpdaterRemark::toString).toList();
  }
}
