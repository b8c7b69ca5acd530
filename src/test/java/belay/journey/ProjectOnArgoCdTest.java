package belay.journey;

import static belay.journey.ArgoCdWorld.STATE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import belay.cli.Ran;
import belay.journey.ArgoCdWorld.GitOps;
import belay.peers.ControlPlane;
import belay.peers.Tool;
import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Waits for what `init` and `add` have made, in Argo CD itself: by an app-of-apps or by an
/// ApplicationSet, in projects that allow no more than is needed.
final class ProjectOnArgoCdTest {
  private static final String UPDATER = "argocd-image-updater.argoproj.io/";
  private static final String OUTSIDE =
      """
      apiVersion: %s
      kind: %s
      metadata: {name: outside, namespace: %s}
      """;

  /// What Image Updater brings, without its schema.
  private static final String IMAGE_UPDATER =
      """
      apiVersion: apiextensions.k8s.io/v1
      kind: CustomResourceDefinition
      metadata: {name: imageupdaters.argocd-image-updater.argoproj.io}
      spec:
        group: argocd-image-updater.argoproj.io
        scope: Namespaced
        names: {plural: imageupdaters, singular: imageupdater, kind: ImageUpdater}
        versions:
          - name: v1alpha1
            served: true
            storage: true
            schema: {openAPIV3Schema: {type: object, x-kubernetes-preserve-unknown-fields: true}}
      """;

  @TempDir static Path folder;
  private static ArgoCdWorld here;
  private static GitOps yard;
  private static GitOps field;

  @BeforeAll
  static void begin() throws IOException {
    ControlPlane.require();
    here = new ArgoCdWorld(folder, "projects");
    here.argocd.plane().define(IMAGE_UPDATER);
    yard = here.initialised("yard", "--env", "staging", "--image-updater");
    for (var service : List.of("roof", "kind", "place", "origin")) {
      here.well(yard, "add", service, "--new-chart", "--group", "platform");
    }
    here.well(yard, "add", "gate", "--new-chart", "--image-updater", "latest");
    yard.pull();
    outside("kind", OUTSIDE.formatted("rbac.authorization.k8s.io/v1", "ClusterRole", "\"\""));
    outside("roof", OUTSIDE.formatted("v1", "ConfigMap", "kube-system"));
    edit("applications/platform/place.yaml", "namespace: yard-staging", "namespace: kube-system");
    edit(
        "applications/platform/origin.yaml",
        "repoURL: " + here.url(yard),
        "repoURL: " + here.world.git.url("gitops"));
    yard.commit("Ask for what is not allowed");
    apply(yard);
    field = here.initialised("field", "--env", "staging", "--applicationset");
    here.well(field, "add", "corn", "--new-chart");
    field.pull();
    apply(field);
  }

  private static void outside(String service, String manifest) throws IOException {
    Files.writeString(
        yard.folder().resolve("charts/" + service + "/templates/outside.yaml"), manifest);
  }

  private static void edit(String path, String from, String to) throws IOException {
    var file = yard.folder().resolve(path);
    var text = Files.readString(file);
    assertTrue(text.contains(from), text);
    Files.writeString(file, text.replaceFirst(Pattern.quote(from), to));
  }

  /// What the README says.
  private static void apply(GitOps repository) throws IOException {
    var command =
        Files.readAllLines(repository.folder().resolve("README.md")).stream()
            .filter(line -> line.startsWith("kubectl apply"))
            .findFirst()
            .orElseThrow();
    Tool.run(repository.folder(), here.argocd.plane().environment(), "sh", "-ec", command);
  }

  @AfterAll
  static void end() throws IOException {
    if (here != null) {
      here.close();
    }
  }

  private static Ran deploy(GitOps repository, String service, String... more) {
    here.awaited(service + "-staging", service + "-staging", "{.metadata.name}");
    var arguments =
        ArgoCdWorld.list("deploy", service + "=" + here.first, "-e", "staging", "--wait");
    arguments.addAll(List.of(more));
    return here.belay(repository, arguments.toArray(String[]::new));
  }

  @Test
  void whatTheProjectDoesNotAllowIsRefusedAndSaid() throws Exception {
    for (var refused : List.of("place-staging", "origin-staging")) {
      here.awaited("InvalidSpecError", refused, "{.status.conditions[*].type}");
    }
    try (var beside = Executors.newVirtualThreadPerTaskExecutor()) {
      var kind = beside.submit(() -> deploy(yard, "kind"));
      var roof = beside.submit(() -> deploy(yard, "roof"));
      var place = beside.submit(() -> deploy(yard, "place", "--timeout", "5s"));
      var origin = beside.submit(() -> deploy(yard, "origin", "--timeout", "5s"));
      new Transcript(here.world)
          .ended(6, kind.get(), "deploy with a ClusterRole")
          .ended(6, roof.get(), "deploy with an object in another namespace")
          .ended(7, place.get(), "deploy to another namespace")
          .ended(7, origin.get(), "deploy from another repository")
          .is("argocd/project");
    }
    assertEquals("", here.kubectl("get", "clusterrole", "outside", "--ignore-not-found"));
    assertEquals(
        "", here.kubectl("get", "configmap", "outside", "-n", "kube-system", "--ignore-not-found"));
  }

  @Test
  void whatTheAppOfAppsMakesIsWaitedForAndKeepsItsAnnotations() throws IOException {
    here.awaited("gate-staging", "gate-staging", "{.metadata.name}");
    var before = annotations();
    assertEquals("gate=" + here.world.image("gate", "latest"), before.get(UPDATER + "image-list"));
    new Transcript(here.world).ended(0, deploy(yard, "gate"), "deploy").is("argocd/app-of-apps");
    here.awaited("Synced Healthy", "gate-staging", STATE);
    assertEquals(before, annotations());
  }

  /// Those of Image Updater, as the cluster has them.
  private static Map<String, Object> annotations() throws IOException {
    var all =
        new TreeMap<>(JSON.std.mapFrom(here.field("gate-staging", "{.metadata.annotations}")));
    all.keySet().removeIf(name -> !name.startsWith(UPDATER));
    return all;
  }

  @Test
  void whatTheSetMakesIsWaitedFor() throws IOException {
    new Transcript(here.world).ended(0, deploy(field, "corn"), "deploy").is("argocd/set");
  }
}
