package belay.scaffold;

import static belay.scaffold.Crd.at;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import belay.peers.Fetched;
import belay.scaffold.application.AppOfApps;
import belay.scaffold.application.AppProject;
import belay.scaffold.application.Application;
import belay.scaffold.application.ApplicationSet;
import belay.scaffold.application.Service;
import belay.scaffold.application.Updater;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Every manifest is what Argo CD's own definitions allow.
final class ManifestsTest {
  private static final Map<String, String> DEFINITIONS =
      Map.of(
          "Application", "application-crd.yaml",
          "AppProject", "appproject-crd.yaml",
          "ApplicationSet", "applicationset-crd.yaml");

  @TestFactory
  Stream<DynamicTest> argoCdsOwnSchemasTakeEveryManifest() {
    return manifests().entrySet().stream()
        .map(file -> dynamicTest(file.getKey(), () -> checkFile(file.getValue())));
  }

  @Test
  void theCheckItselfFindsWhatIsWrong() throws IOException {
    var wrong =
        Application.file(Samples.SITE, Samples.service("api", "platform", Samples.CHARTS.get(0)))
            .replace("releaseName:", "release:")
            .replace("prune: true", "prune: maybe")
            .replace("  project: shop\n", "");

    var errors = check(Crd.documents(wrong).get(1));

    assertTrue(errors.contains(".spec: lacks project"), errors.toString());
    assertTrue(errors.contains(".spec.sources[0].helm.release: unknown field"), errors.toString());
    assertTrue(
        errors.contains(".spec.syncPolicy.automated.prune: maybe where boolean is wanted"),
        errors.toString());
  }

  @Test
  void theValuesRepositoryIsAReferenceAndRendersNothingItself() {
    var service = Samples.service("api", "platform", Samples.CHARTS.get(1));

    for (var document : Crd.documents(Application.file(Samples.SITE, service))) {
      var sources = (List<?>) at(document, "spec", "sources");
      var chart = (Map<?, ?>) sources.getFirst();
      var values = (Map<?, ?>) sources.getLast();
      assertEquals(
          Map.of("repoURL", Samples.SITE.url(), "targetRevision", "main", "ref", "values"), values);
      var environment = at(document, "metadata", "labels", "environment");
      assertEquals(
          List.of("values.yaml", "$values/environments/" + environment + "/values/api.yaml"),
          at(chart, "helm", "valueFiles"));
      assertEquals("api", at(chart, "helm", "releaseName"));
    }
  }

  @Test
  void changedPathsAreAbsoluteInBothRepositories() {
    var service = Samples.service("api", "platform", Samples.CHARTS.get(1));

    var production = Crd.documents(Application.file(Samples.SITE, service)).get(2);

    assertEquals(
        "/deploy/charts/api;/environments/production/values/api.yaml",
        at(production, "metadata", "annotations", "argocd.argoproj.io/manifest-generate-paths"));
  }

  @Test
  void developmentIsNotRolledOutByItself() {
    var service = Samples.service("api", "platform", Samples.CHARTS.getFirst());

    var applications = Crd.documents(Application.file(Samples.SITE, service));

    assertEquals(
        List.of("api-development", "api-staging", "api-production"),
        applications.stream().map(a -> at(a, "metadata", "name")).toList());
    assertEquals(
        List.of(false, true, true),
        applications.stream()
            .map(a -> ((Map<?, ?>) at(a, "spec", "syncPolicy")).containsKey("automated"))
            .toList());
  }

  @Test
  void infrastructureStaysWhenItsFileGoesAndHoldsNobodyBack() {
    var redis =
        Crd.documents(
                Application.file(
                    Samples.SITE,
                    Samples.service("redis", Service.INFRASTRUCTURE, Samples.CHARTS.get(2))))
            .getLast();

    assertFalse(at(redis, "metadata", "annotations").toString().contains("sync-wave"));
    assertFalse(((Map<?, ?>) at(redis, "metadata")).containsKey("finalizers"));
    assertFalse(((Map<?, ?>) at(redis, "spec")).containsKey("ignoreDifferences"));
  }

  @Test
  void imageUpdatersOwnSchemaTakesWhatSelectsTheApplications() throws IOException {
    var updater = Crd.documents(Updater.applications(Samples.SITE)).getFirst();

    assertEquals(List.of(), Crd.read(Fetched.imageUpdaterCrd()).check(updater));
    var wrong = Updater.applications(Samples.SITE).replace("namePattern", "name");
    assertFalse(
        Crd.read(Fetched.imageUpdaterCrd()).check(Crd.documents(wrong).getFirst()).isEmpty());
  }

  @Test
  void theServicesProjectAllowsNoMoreThanTheyNeed() {
    var files = AppProject.files(Samples.SITE);

    var services = Crd.documents(required(files, "projects/shop.yaml")).getFirst();
    var apps = Crd.documents(required(files, "projects/shop-apps.yaml")).getFirst();

    assertEquals(List.of(Samples.SITE.url()), at(services, "spec", "sourceRepos"));
    assertEquals(
        List.of(Map.of("group", "", "kind", "Namespace")),
        at(services, "spec", "clusterResourceWhitelist"));
    assertFalse(at(services, "spec", "destinations").toString().contains("namespace=argocd"));
    assertEquals(
        List.of(Map.of("group", "argoproj.io", "kind", "Application")),
        at(apps, "spec", "namespaceResourceWhitelist"));
  }

  /// Every kind of manifest, in every form.
  private static Map<String, String> manifests() {
    Map<String, String> manifests = new LinkedHashMap<>();
    manifests.put("app-of-apps", AppOfApps.file(Samples.SITE, "shop-apps", false));
    manifests.put("app-of-apps, permissive", AppOfApps.file(Samples.SITE, "shop", true));
    manifests.put("applicationset", ApplicationSet.file(Samples.SITE, Samples.LAYOUT));
    manifests.putAll(AppProject.files(Samples.SITE));
    AppProject.permissive(Samples.SITE)
        .forEach((path, text) -> manifests.put(path + ", permissive", text));
    for (var chart : Samples.CHARTS) {
      for (var group : List.of("infrastructure", "platform")) {
        var service = Samples.service("api", group, chart);
        var name = group + " " + chart;
        manifests.put(name, Application.file(Samples.SITE, service));
        manifests.put(name + ", updated", Application.file(Samples.SITE, Samples.updated(service)));
      }
    }
    return manifests;
  }

  private static void checkFile(String text) throws IOException {
    List<String> errors = new ArrayList<>();
    for (var document : Crd.documents(text)) {
      errors.addAll(check(document));
    }
    assertEquals(List.of(), errors, text);
  }

  private static List<String> check(Object document) throws IOException {
    var kind = String.valueOf(at(document, "kind"));
    var file = Objects.requireNonNull(DEFINITIONS.get(kind), kind);
    return Crd.read(Fetched.argocdCrds().resolve(file)).check(document);
  }

  private static String required(Map<String, String> files, String path) {
    return Objects.requireNonNull(files.get(path), path);
  }
}
