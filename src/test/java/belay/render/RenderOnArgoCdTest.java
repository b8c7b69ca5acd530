package belay.render;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import belay.net.Json;
import belay.peers.ArgoCd;
import belay.peers.ControlPlane;
import belay.peers.GitDaemon;
import belay.peers.Hosts;
import belay.render.model.RenderedApplication;
import belay.render.object.NodeText;
import belay.render.object.PlainValues;
import belay.yaml.tree.YamlTree;
import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// What Belay renders of each file of `cases/render` is what Argo CD itself renders, object by
/// object and field by field; and what does not render, it does not render either. Aside stands
/// what Argo CD adds to know its own objects again: the annotation
/// `argocd.argoproj.io/tracking-id`.
final class RenderOnArgoCdTest {
  private static final String TRACKING = "argocd.argoproj.io/tracking-id";

  /// Argo CD can do what Belay says that it cannot, or passes over it.
  private static final List<String> APART =
      List.of(
          "directory-jsonnet", "plugin", "set-in-cluster", "set-missing-key", "broken-application");

  private static ArgoCd argocd;
  private static GitDaemon server;
  private static String token;
  private static String version;
  private static HttpClient client;

  @TempDir
  @SuppressWarnings("NullAway.Init")
  private static Path folder;

  @BeforeAll
  static void start() throws Exception {
    ControlPlane.require();
    argocd = ArgoCd.shared();
    token = argocd.token();
    server = GitDaemon.start(Files.createDirectories(folder.resolve("served")));
    client = HttpClient.newHttpClient();
    var versions = argocd.plane().kubectl("version", "--output=json").getBytes(UTF_8);
    version = Json.parse(versions).at("serverVersion", "gitVersion").text();
    argocd
        .plane()
        .kubectl(
            "patch",
            "appproject",
            "default",
            "--type=merge",
            "--patch={\"spec\": {\"sourceNamespaces\": [\"*\"]}}");
  }

  @AfterAll
  static void leave() throws IOException {
    argocd.leave();
    server.close();
    client.close();
  }

  @TestFactory
  Stream<DynamicTest> everyCase() throws IOException {
    return RenderCase.all().stream()
        .filter(one -> !APART.contains(one.name()))
        .map(one -> dynamicTest(one.name(), () -> check(one)));
  }

  private static void check(RenderCase one) throws IOException {
    var clone =
        one.repository(
            Files.createDirectories(folder.resolve(one.name())),
            server.url("").replaceFirst("/$", ""));
    var bare = folder.resolve("served/" + one.name() + ".git");
    RenderCase.git(folder, "clone", "-q", "--bare", clone.toString(), bare.toString());
    var rendered = rendered(clone);
    assertTrue(!rendered.isEmpty(), "there is an Application");
    argocd.plane().kubectl("apply", "--filename=" + clone.resolve("apps.yaml"));
    for (var application : rendered) {
      compare(application);
    }
  }

  private static List<RenderedApplication> rendered(Path clone) {
    var host = Hosts.with(clone, Map.of("PATH", System.getenv("PATH"), "HOME", folder.toString()));
    return RenderedCases.of(host, clone.toString(), version);
  }

  /// An Application that a chart makes is only there when somebody syncs, so it is made here.
  private static void compare(RenderedApplication ours) throws IOException {
    var application = ours.application();
    if (application.parent().filter(name -> name.startsWith("Application ")).isPresent()) {
      argocd.plane().apply(NodeText.block(application.root()));
    }
    var answer = manifests(application.namespace(), application.name());
    if (!ours.isRendered()) {
      assertTrue(answer.containsKey("error"), () -> "Argo CD renders it: " + answer);
      return;
    }
    List<Object> theirs = new ArrayList<>();
    for (var manifest : (List<?>) answer.getOrDefault("manifests", List.of())) {
      theirs.add(withoutTracking(JSON.std.mapFrom(String.valueOf(manifest))));
    }
    List<Object> mine = new ArrayList<>();
    for (var source : ours.sources()) {
      for (var manifest : source.manifests()) {
        var root = YamlTree.parse(manifest.template(), manifest.bytes()).root();
        mine.add(Objects.requireNonNull(PlainValues.of(root)));
      }
    }
    assertEquals(answer.get("error"), null);
    assertEquals(texts(theirs), texts(mine));
  }

  private static String texts(List<Object> objects) {
    return objects.stream()
        .map(object -> {
          try {
            return JSON.std.with(JSON.Feature.PRETTY_PRINT_OUTPUT).asString(sorted(object));
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        })
        .collect(Collectors.joining("\n"));
  }

  private static Object sorted(Object value) {
    if (value instanceof Map<?, ?> map) {
      var sorted = new TreeMap<String, Object>();
      map.forEach((key, one) -> sorted.put(String.valueOf(key), one == null ? "~" : sorted(one)));
      return sorted;
    }
    return value instanceof List<?> list
        ? list.stream().map(RenderOnArgoCdTest::sorted).toList()
        : value instanceof Number number ? number.doubleValue() : value;
  }

  private static Object withoutTracking(Map<String, Object> object) {
    if (object.get("metadata") instanceof Map<?, ?> metadata
        && metadata.get("annotations") instanceof Map<?, ?> annotations) {
      annotations.remove(TRACKING);
      if (annotations.isEmpty()) {
        metadata.remove("annotations");
      }
    }
    return object;
  }

  private static Map<String, Object> manifests(String namespace, String name) throws IOException {
    var answer = Map.<String, Object>of();
    for (var attempt = 0; attempt < 20; attempt++) {
      answer = ask("applications/%s/manifests?appNamespace=%s".formatted(name, namespace));
      // a set's controller takes a moment
      if (!String.valueOf(answer.get("error")).matches("(?s).*(?:not found|permission denied).*")) {
        return answer;
      }
      LockSupport.parkNanos(300_000_000L);
    }
    return answer;
  }

  private static Map<String, Object> ask(String path) throws IOException {
    var request =
        HttpRequest.newBuilder(URI.create(argocd.url() + "/api/v1/" + path))
            .header("Authorization", "Bearer " + token)
            .GET()
            .build();
    try {
      return JSON.std.mapFrom(client.send(request, HttpResponse.BodyHandlers.ofString()).body());
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
