package belay.journey;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import belay.cli.Ran;
import belay.deliver.Delivery;
import belay.demo.LoopbackGit;
import belay.demo.LoopbackRegistry;
import belay.demo.SampleImage;
import belay.demo.SampleRepository;
import belay.git.GitRepo;
import belay.git.PushResult;
import belay.git.location.GitSettings;
import belay.git.object.Draft;
import belay.host.Host;
import belay.host.Log;
import belay.host.Progress;
import belay.peers.Hosts;
import belay.registry.RegistrySettings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A registry, a Git server with a GitOps repository, and images on disk: what a journey needs.
final class World implements AutoCloseable {
  final Path folder;
  final LoopbackRegistry registry;
  final LoopbackGit git;
  final Path bare;

  World(Path folder) {
    this.folder = folder;
    this.registry = LoopbackRegistry.start(folder.resolve("registry-content"));
    this.git = LoopbackGit.start(Host.system(), folder.resolve("git"));
    this.bare = folder.resolve("git/gitops.git");
    sample(folder, bare, registry.address());
    SampleImage.write(folder.resolve("v1"), "1", 1);
    SampleImage.write(folder.resolve("v2"), "2", 2);
  }

  String url() {
    return git.url("gitops").toString();
  }

  /// The name of a service's image in the registry, with a tag.
  String image(String service, String tag) {
    return registry.address() + "/shop/" + service + ":" + tag;
  }

  /// Pushes one of the two sample images and gives `repository@digest`.
  String pushed(String layout, String service, String tag) {
    var ran = belay("push", layout, image(service, tag));
    assertEquals(0, ran.code(), ran.err());
    return ran.out().strip();
  }

  Ran belay(String... arguments) {
    return belayWith(Map.of(), arguments);
  }

  Ran belayWith(Map<String, String> variables, String... arguments) {
    var all = new HashMap<>(Map.of("BELAY_REPO", url()));
    all.putAll(variables);
    return Ran.in(folder, all, arguments);
  }

  /// A deployment that must succeed.
  Ran deploy(String... arguments) {
    var all = new ArrayList<>(List.of("deploy"));
    all.addAll(List.of(arguments));
    var ran = belay(all.toArray(String[]::new));
    assertEquals(0, ran.code(), ran.err());
    return ran;
  }

  /// What a values file says on the server's branch.
  String values(String environment, String service) {
    return git("show", "main:environments/%s/values/%s.yaml".formatted(environment, service));
  }

  String head() {
    return git("rev-parse", "main").strip();
  }

  /// Runs the git program on the server's repository.
  String git(String... arguments) {
    return gitIn(bare, arguments);
  }

  /// Runs the git program somewhere; it must succeed.
  static String gitIn(Path directory, String... arguments) {
    var command = new ArrayList<>(List.of("git", "-C", directory.toString()));
    command.add("-c");
    command.add("user.name=Bob");
    command.add("-c");
    command.add("user.email=bob@example.com");
    command.addAll(List.of(arguments));
    try {
      var process = new ProcessBuilder(command).redirectErrorStream(true).start();
      var output = new String(process.getInputStream().readAllBytes(), UTF_8);
      assertEquals(0, process.waitFor(), () -> command + "\n" + output);
      return output;
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Somebody else commits a file on the server's branch.
  void committed(String path, String content) throws IOException {
    var clone = java.nio.file.Files.createTempDirectory(folder, "bob");
    gitIn(folder, "clone", "-q", bare.toString(), clone.toString());
    var file = clone.resolve(path);
    java.nio.file.Files.createDirectories(file.getParent());
    java.nio.file.Files.writeString(file, content);
    gitIn(clone, "add", ".");
    gitIn(clone, "commit", "-qm", "Edit " + path);
    gitIn(clone, "push", "-q", "origin", "HEAD:main");
  }

  /// The sample GitOps repository, as a bare one.
  static void sample(Path home, Path bare, String registry) {
    SampleRepository.create(host(home), bare, registry);
  }

  /// A bare repository with one commit on `main`.
  static void repository(Path home, Path bare, Draft first) {
    gitIn(home, "init", "-q", "--bare", "-b", "main", bare.toString());
    var settings = GitSettings.of(bare.toString()).withBranch("main");
    try (var repo = GitRepo.open(host(home), Log.none(), settings);
        var update = repo.firstUpdate()) {
      var _ = update.base();
      assertInstanceOf(PushResult.Pushed.class, update.push(first));
    }
  }

  /// Work on the repository without a command around it.
  Delivery delivery() {
    var settings =
        new Delivery.Settings(
            Optional.of(url()),
            Optional.empty(),
            Optional.empty(),
            true,
            Duration.ofMinutes(2),
            RegistrySettings.defaults());
    return Delivery.open(host(folder), Log.none(), Progress.none(), settings);
  }

  private static Host host(Path home) {
    var env =
        Map.of(
            "HOME", home.toString(),
            "PATH", System.getenv("PATH"),
            "GIT_CONFIG_NOSYSTEM", "1",
            "GIT_AUTHOR_NAME", "Ada",
            "GIT_AUTHOR_EMAIL", "ada@example.com",
            "GIT_COMMITTER_NAME", "Ada",
            "GIT_COMMITTER_EMAIL", "ada@example.com");
    return Hosts.with(home, env);
  }

  @Override
  public void close() {
    git.close();
    registry.close();
  }
}
