package belay.cli;

import belay.demo.LoopbackGit;
import belay.demo.LoopbackRegistry;
import belay.demo.SampleImage;
import belay.demo.SampleRepository;
import belay.host.Host;
import belay.host.Interrupts;
import belay.host.Streams;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;

/// `belay demo`.
@Command(
    description = {
      "Starts a registry and a Git server on loopback in a temporary folder, runs the real"
          + " commands",
      "against them and prints each with its output. Needs nothing and leaves nothing behind."
    })
final class DemoCommand implements Task {
  private static final int REMOVALS = 20;

  @Override
  public int run(Session session) {
    var folder = temporary();
    try (var _ = Interrupts.cleanup(() -> remove(folder))) {
      show(session.host(), folder);
    } finally {
      remove(folder);
    }
    return 0;
  }

  private static void show(Host host, Path folder) {
    try (var registry = LoopbackRegistry.start(folder.resolve("registry"), _ -> {});
        var git = LoopbackGit.start(folder.resolve("git"))) {
      var stage = new Stage(host, folder, git.url("gitops").toString());
      SampleRepository.create(stage.inside(), folder.resolve("git/gitops.git"), registry.address());
      SampleImage.write(folder.resolve("api-1.0.0"), "1.0.0", 1);
      SampleImage.write(folder.resolve("api-1.1.0"), "1.1.0", 2);
      play(stage, registry.address() + "/shop/api");
    }
  }

  private static void play(Stage stage, String image) {
    stage.say("An image that a build left on disk goes to the registry; the answer is its digest.");
    stage.belay("push", "api-1.0.0", image + ":1.0.0");
    stage.belay("digest", image + ":1.0.0");
    stage.say("The digest goes into Git; the tag goes; every other byte stays.");
    stage.belay("deploy", "api=" + image + ":1.0.0", "--env", "staging", "--diff");
    stage.say("Deploying what is there already changes nothing.");
    stage.belay("deploy", "api=" + image + ":1.0.0", "--env", "staging");
    stage.say("A new build, in one step: push, pin, commit.");
    stage.belay(
        "deploy",
        "api",
        "--layout",
        "api-1.1.0",
        "--tag",
        "1.1.0",
        "--env",
        "staging",
        "--revision",
        "4f9d2c81e07b3a65d4c1f2e8b9a0c7d6e5f41b23");
    stage.say("A tag that nobody pushed never reaches Git.");
    stage.belay("deploy", "api=" + image + ":9.9.9", "--env", "production");
    stage.say("Who pinned what, when, from what: Git knows.");
    stage.belay("history", "api", "--env", "staging");
  }

  private static Path temporary() {
    try {
      return Files.createTempDirectory("belay-demo");
    } catch (IOException e) {
      throw new UncheckedIOException("creating a temporary folder", e);
    }
  }

  /// Tries again where a server wrote a file meanwhile, as on Ctrl-C.
  private static void remove(Path folder) {
    for (var attempt = 1; Files.exists(folder); attempt++) {
      try (var files = Files.walk(folder)) {
        for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.deleteIfExists(file);
        }
      } catch (IOException | UncheckedIOException e) {
        if (attempt == REMOVALS) {
          throw new IllegalStateException("cannot remove " + folder, e);
        }
      }
    }
  }

  /// Where the commands run: a folder and an environment of their own, so that neither the user's
  /// credentials nor their Git settings have a part in it.
  private record Stage(Host host, Path folder, String repository) {
    Host inside() {
      var out = host.streams().out();
      var streams = new Streams(host.streams().in(), out, out, false, false, false);
      var env =
          Map.of(
              "HOME", folder.toString(),
              "PATH", host.env("PATH").orElse(""),
              "BELAY_CACHE_DIR", folder.resolve("cache").toString(),
              "BELAY_REPO", repository,
              "GIT_CONFIG_NOSYSTEM", "1",
              "GIT_AUTHOR_NAME", "Ada",
              "GIT_AUTHOR_EMAIL", "ada@example.com",
              "GIT_COMMITTER_NAME", "Ada",
              "GIT_COMMITTER_EMAIL", "ada@example.com");
      return new Host(folder, env, streams, host.clock(), host.random());
    }

    void say(String text) {
      host.streams().out().println("\n# " + text);
    }

    void belay(String... arguments) {
      var out = host.streams().out();
      out.println("$ belay " + String.join(" ", List.of(arguments)));
      var code = Cli.run(inside(), arguments);
      if (code != 0) {
        out.println("(exit code " + code + ")");
      }
    }
  }
}
