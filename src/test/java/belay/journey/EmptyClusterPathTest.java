package belay.journey;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import belay.demo.SampleImage;
import belay.peers.ArgoCd;
import belay.peers.ControlPlane;
import belay.peers.DockerRegistry;
import belay.peers.GitHttp;
import belay.peers.Peer;
import belay.peers.WebFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// `docs/from-empty-cluster.md`, followed to the letter: each of its blocks is run by a shell, in
/// the page's order, and must print what the page says, with a control plane that has nothing in
/// it, Debian's registry and git's own server, which wants a password.
///
/// Three things are not the real ones. GitHub: a web server that goes by its name has the one file
/// that is fetched. Bazel: a program that lays down an image. Containers: what Argo CD's Pods would
/// run, runs as processes, where the page forwards a port to them; that block is reported as
/// skipped.
final class EmptyClusterPathTest {
  private static final Path PAGE = Path.of("docs/from-empty-cluster.md");
  private static final Pattern BLOCK = Pattern.compile("(?ms)^```([^\n]*)\n(.*?)^```$");
  private static final Pattern VARIABLE = Pattern.compile("\\b([A-Z_]+)=");
  private static final String GITHUB = "raw.githubusercontent.com";

  /// What names the version that the tests have.
  private static final Path MODULE = Path.of("src/test/cluster/argocd/go.mod");

  private static final Pattern VERSION = Pattern.compile("github.com/argoproj/argo-cd/v3 (v\\S+)");
  private static final String USER = "ada";
  private static final String PASSWORD = "analytical-engine";

  @TempDir static Path folder;
  private static Path work;
  private static DockerRegistry registry;
  private static GitHttp git;
  private static ControlPlane plane;
  private static ArgoCd argocd;
  private static WebFiles github;

  /// What stands in the page for what is here.
  private static final Map<String, String> yours = new TreeMap<>();

  private static boolean failed;

  @BeforeAll
  static void begin() throws Exception {
    ControlPlane.require();
    Peer.require("curl");
    work = Files.createDirectory(folder.resolve("work"));
    registry = DockerRegistry.anonymous();
    var repositories = Files.createDirectory(folder.resolve("git"));
    World.gitIn(repositories, "init", "-q", "--bare", "-b", "main", "shop-gitops.git");
    World.gitIn(repositories.resolve("shop-gitops.git"), "config", "http.receivepack", "true");
    git = GitHttp.withPassword(repositories, USER, PASSWORD);
    plane = ControlPlane.start(Files.createDirectory(folder.resolve("cluster")));
    argocd = ArgoCd.in(plane);
    github =
        WebFiles.serve(GITHUB, Map.of(manifest(), ControlPlane.programs().resolve("argocd.yaml")));
    yours.put("BELAY_REPO", git.url("shop-gitops.git"));
    yours.put("GITOPS_USER", USER);
    yours.put("GITOPS_TOKEN", PASSWORD);
    yours.put("REGISTRY", registry.address() + "/shop");
    yours.put("ARGOCD_SERVER", argocd.address());
    Files.writeString(
        work.resolve(".netrc"),
        "machine 127.0.0.1 login %s password %s\n".formatted(USER, PASSWORD));
    Files.writeString(work.resolve(".curlrc"), github.curlrc());
    Files.copy(plane.kubeconfig(), Files.createDirectory(work.resolve(".kube")).resolve("config"));
    Files.writeString(work.resolve("state"), "");
    programs();
  }

  /// Where GitHub has what the tests install: a page that is of another version gets nothing.
  private static String manifest() throws IOException {
    var found = VERSION.matcher(Files.readString(MODULE));
    assertTrue(found.find());
    return "argoproj/argo-cd/%s/manifests/install.yaml".formatted(found.group(1));
  }

  private static void programs() throws IOException {
    var java = Path.of(System.getProperty("java.home"), "bin", "java");
    var classes =
        Optional.ofNullable(System.getProperty("surefire.test.class.path"))
            .orElse(System.getProperty("java.class.path"));
    program(
        "belay",
        "exec '%s' -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -cp '%s' belay.Main \"$@\""
            .formatted(java, classes));
    SampleImage.write(work.resolve("built-1"), "1", 1);
    SampleImage.write(work.resolve("built-2"), "2", 2);
    program(
        "bazel",
        "mkdir -p bazel-bin/services/api && rm -rf bazel-bin/services/api/api_image"
            + " && mv \"$(ls -d built-* | head -n 1)\" bazel-bin/services/api/api_image");
  }

  private static void program(String name, String script) throws IOException {
    var file = Files.createDirectories(folder.resolve("bin")).resolve(name);
    Files.writeString(file, "#!/bin/sh\n" + script + "\n");
    assertTrue(file.toFile().setExecutable(true));
  }

  @AfterAll
  static void end() throws Exception {
    for (var part : Stream.of(plane, github, git, registry).filter(Objects::nonNull).toList()) {
      part.close();
    }
  }

  /// A block of the page.
  ///
  /// @param kind what stands behind its opening fence
  /// @param seen what it prints; empty where the page does not say
  private record Block(String kind, String commands, Optional<String> seen) {
    /// Its first line, for who reads a report.
    String title() {
      return commands.lines().findFirst().orElseThrow();
    }
  }

  @TestFactory
  Stream<DynamicTest> everyBlockDoesWhatThePageSays() throws IOException {
    var found = BLOCK.matcher(Files.readString(PAGE)).results().toList();
    return Stream.iterate(0, i -> i < found.size(), i -> i + 1)
        .filter(i -> !found.get(i).group(1).equals("text"))
        .map(i -> {
          var seen =
              i + 1 < found.size() && found.get(i + 1).group(1).equals("text")
                  ? Optional.of(found.get(i + 1).group(2))
                  : Optional.<String>empty();
          return new Block(found.get(i).group(1), found.get(i).group(2), seen);
        })
        .map(block -> DynamicTest.dynamicTest(block.title(), () -> follow(block)));
  }

  /// After a step that went wrong the others tell nothing.
  private static void follow(Block block) throws Exception {
    assumeFalse(failed, "an earlier step failed");
    failed = true;
    switch (block.kind()) {
      case "sh" -> run(block);
      case "sh yours" -> setYours(block);
      case "sh nodes" -> argocd.startParts();
      default -> throw new AssertionError("what is a block of \"" + block.kind() + "\"?");
    }
    failed = false;
    if (block.kind().equals("sh nodes")) {
      abort("not run: needs nodes that run containers. Argo CD's parts run as processes here");
    }
  }

  /// The variables that the page leaves to its reader, and no others.
  private static void setYours(Block block) throws IOException {
    var named = VARIABLE.matcher(block.commands()).results().map(found -> found.group(1)).toList();
    assertEquals(yours.keySet(), new TreeSet<>(named));
    Files.writeString(
        work.resolve("state"),
        yours.entrySet().stream()
            .map(one -> "export %s='%s'\n".formatted(one.getKey(), one.getValue()))
            .collect(Collectors.joining()));
  }

  private static void run(Block block) throws Exception {
    var errors = folder.resolve("errors");
    var script = ". ./state\n" + block.commands() + "export -p >state\n";
    var builder =
        new ProcessBuilder("sh", "-euc", script)
            .directory(work.toFile())
            .redirectError(errors.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment());
    var process = builder.start();
    process.getOutputStream().close();
    var printed = new String(process.getInputStream().readAllBytes(), UTF_8);
    var code = process.waitFor();
    assertEquals(0, code, () -> block.commands() + printed + read(errors));
    block.seen().ifPresent(seen -> compare(seen, printed));
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return e.toString();
    }
  }

  private static Map<String, String> environment() {
    var all = new HashMap<String, String>();
    all.put("PATH", folder.resolve("bin") + ":" + plane.environment().get("PATH"));
    all.put("HOME", work.toString());
    all.put("BELAY_CACHE_DIR", folder.resolve("cache").toString());
    all.put("GIT_CONFIG_NOSYSTEM", "1");
    for (var who : List.of("AUTHOR", "COMMITTER")) {
      all.put("GIT_" + who + "_NAME", "Ada");
      all.put("GIT_" + who + "_EMAIL", "ada@example.com");
    }
    return all;
  }

  /// `…` stands for any lines.
  private static void compare(String seen, String printed) {
    var wanted = settled(seen);
    var is = settled(printed);
    var pattern =
        Stream.of(("\n" + wanted).split("\n?…", -1))
            .map(Pattern::quote)
            .collect(Collectors.joining("(?s:.*)"));
    if (!("\n" + is).matches(pattern)) {
      assertEquals(wanted, is);
    }
  }

  /// What another run would have otherwise.
  private static String settled(String text) {
    return text.replace(yours.get("BELAY_REPO"), "https://git.example.com/ops/shop-gitops.git")
        .replace(registry.address(), "registry.example.com")
        .replace(argocd.address(), "localhost:8080")
        .replaceAll("\\b[0-9a-f]{7,64}\\b", "HEX")
        .replaceAll("20\\d\\d-\\d\\d-\\d\\d[T ][0-9:.]+Z", "TIME")
        .replaceAll("\\b\\d+ s\\b", "N s")
        .replaceAll(" {2,}", "  ");
  }
}
