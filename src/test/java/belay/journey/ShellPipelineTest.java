package belay.journey;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import belay.cli.Ran;
import belay.demo.SampleImage;
import belay.peers.DockerRegistry;
import belay.peers.GitHttp;
import belay.peers.Peer;
import belay.peers.Tool;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `ci-deploy.sh`, as `belay init --ci shell` writes it, against Debian's registry and git's own
/// server: build and deployment to the first environment, promotion to the next. Only Bazel is
/// replaced: by a command that leaves an OCI layout where Bazel would.
final class ShellPipelineTest {
  private static final String NEWER = "51c0de00b07e3a65d4c1f2e8b9a0c7d6e5f41b23";
  private static final String SHA = "4f9d2c81e07b3a65d4c1f2e8b9a0c7d6e5f41b23";

  @TempDir Path folder;

  @Test
  void buildsPushesAndPinsTwoServicesAtTheSameTime() throws Exception {
    Peer.require("skopeo");
    var repositories = folder.resolve("git");
    Files.createDirectories(repositories);
    World.gitIn(repositories, "init", "-q", "--bare", "-b", "main", "shop.git");
    var bare = repositories.resolve("shop.git");
    World.gitIn(bare, "config", "http.receivepack", "true");
    try (var registry = DockerRegistry.anonymous();
        var git = GitHttp.open(repositories)) {
      var url = git.url("shop.git");
      belay("init", url, "--ci", "shell", "--registry", registry.address() + "/shop");
      belay("add", "api", "--new-chart", "--repo", url);
      belay("add", "web", "--new-chart", "--repo", url);
      Files.writeString(
          folder.resolve("ci-deploy.sh"), World.gitIn(bare, "show", "main:ci/ci-deploy.sh"));

      var api = build("api", 1, SHA);
      var web = build("web", 2, SHA);

      for (var run : List.of(api, web)) {
        assertEquals("0", ended(run));
      }
      for (var service : List.of("api", "web")) {
        var image = registry.address() + "/shop/" + service;
        var digest = skopeo(image + ":" + SHA);
        var values =
            World.gitIn(
                bare, "show", "main:environments/staging/values/%s.yaml".formatted(service));
        assertTrue(values.contains("  repository: " + quoted(image)), values);
        assertTrue(values.contains(digest), values);
      }
      World.gitIn(bare, "fsck", "--strict");
      var log = World.gitIn(bare, "log", "--format=%s%n%b", "-2", "main");
      assertTrue(log.contains("Belay-Source-Revision: " + SHA), log);
      assertTrue(log.contains("Belay-Service: api") && log.contains("Belay-Service: web"), log);
      promotes(bare, skopeo(registry.address() + "/shop/api:" + SHA));
    }
  }

  /// The same digest goes on, once; and no other one under this commit's name.
  private void promotes(Path bare, String digest) throws Exception {
    assertEquals("0", ended(script("api", "production", SHA)));

    assertTrue(values(bare, "production").contains("\"" + digest + "\""));
    assertEquals(digestLine(values(bare, "staging")), digestLine(values(bare, "production")));
    var message = World.gitIn(bare, "log", "-1", "--format=%B", "main");
    assertTrue(message.contains("Belay-Action: promote\n"), message);
    assertTrue(message.contains("Belay-From: staging\n"), message);
    assertTrue(message.contains("Belay-Source-Revision: " + SHA + "\n"), message);

    assertEquals("0", ended(build("api", 3, NEWER)));
    var head = World.gitIn(bare, "rev-parse", "main");
    assertEquals("0", ended(script("api", "production", SHA)), "it is there already");
    assertEquals("0", ended(script("api", "production", NEWER)));
    var late = ended(script("api", "production", SHA));

    assertTrue(late.startsWith("3\nerror: api: staging has sha256:"), late);
    assertEquals(head.strip(), World.gitIn(bare, "rev-parse", "main~1").strip());
    assertEquals(digestLine(values(bare, "staging")), digestLine(values(bare, "production")));
  }

  private static String values(Path bare, String environment) {
    return World.gitIn(bare, "show", "main:environments/%s/values/api.yaml".formatted(environment));
  }

  private static String digestLine(String values) {
    return values
        .lines()
        .filter(l -> l.startsWith("  digest: \"sha256:"))
        .findFirst()
        .orElseThrow();
  }

  /// The exit code, and where that is not 0, what the script said.
  private static String ended(Process run) throws Exception {
    var said = new String(run.getInputStream().readAllBytes(), UTF_8);
    var code = run.waitFor();
    return code == 0 ? "0" : code + "\n" + said;
  }

  private Process build(String service, int version, String sha) throws Exception {
    var made = folder.resolve("made-" + service);
    SampleImage.write(made, service, version);
    Files.createDirectories(folder.resolve("bazel-bin"));
    return script(service, "staging", sha);
  }

  private Process script(String service, String environment, String sha) throws Exception {
    var builder =
        new ProcessBuilder("bash", "ci-deploy.sh", service, environment)
            .directory(folder.toFile())
            .redirectErrorStream(true);
    builder
        .environment()
        .putAll(
            Map.of(
                "GIT_SHA",
                sha,
                "BUILD_COMMAND",
                "rm -rf bazel-bin/$SERVICE && cp -r made-$SERVICE bazel-bin/$SERVICE",
                "IMAGE_DIR",
                folder.resolve("bazel-bin/" + service).toString(),
                "BELAY",
                program(service).toString(),
                "HOME",
                folder.toString(),
                "BELAY_CACHE_DIR",
                folder.resolve("cache-" + service).toString(),
                "GIT_CONFIG_NOSYSTEM",
                "1",
                "GIT_AUTHOR_NAME",
                "CI",
                "GIT_AUTHOR_EMAIL",
                "ci@example.com"));
    builder.environment().put("GIT_COMMITTER_NAME", "CI");
    builder.environment().put("GIT_COMMITTER_EMAIL", "ci@example.com");
    return builder.start();
  }

  /// Belay as a program on its own.
  private Path program(String service) throws Exception {
    var file = folder.resolve("belay-" + service);
    var java = Path.of(System.getProperty("java.home"), "bin", "java");
    var classes =
        Optional.ofNullable(System.getProperty("surefire.test.class.path"))
            .orElse(System.getProperty("java.class.path"));
    Files.writeString(
        file,
        "#!/bin/sh\nexec '%s' -XX:TieredStopAtLevel=1 -cp '%s' belay.Main \"$@\"\n"
            .formatted(java, classes));
    assertTrue(file.toFile().setExecutable(true));
    return file;
  }

  private String skopeo(String image) throws Exception {
    var format = "{{.Digest}}";
    return new String(
            Tool.run(
                folder,
                "skopeo",
                "inspect",
                "--tls-verify=false",
                "--format",
                format,
                "docker://" + image),
            UTF_8)
        .strip();
  }

  /// A host with a port begins with a digit here.
  private static String quoted(String image) {
    return "\"" + image + "\"";
  }

  private void belay(String... arguments) {
    var ran = Ran.in(folder, arguments);
    assertEquals(0, ran.code(), ran.err());
  }
}
