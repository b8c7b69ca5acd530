package belay.cli;

import static java.util.stream.Collectors.joining;

import belay.cli.command.CliCommand;
import belay.cli.option.Usage;
import belay.cli.terminal.Session;
import belay.demo.LoopbackCertificate;
import belay.demo.LoopbackGit;
import belay.demo.LoopbackRegistry;
import belay.demo.SampleImage;
import belay.demo.SampleRepository;
import belay.failure.Kind;
import belay.host.CancellableSteps;
import belay.host.Host;
import belay.host.Streams;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;

/// `belay demo`.
final class DemoCommand implements CliCommand {
  private static final int REMOVALS = 20;

  @Override
  public void declare(Usage usage) {
    usage.about(
        "Starts a registry and a Git server on loopback in a temporary folder, runs the real"
            + " commands against them and prints each with its output. Needs nothing and leaves"
            + " nothing behind.");
  }

  @Override
  public int run(Session session) {
    try (var steps = new CancellableSteps()) {
      var folder = temporary();
      try {
        show(session.host(), folder, steps);
      } finally {
        remove(folder);
      }
    }
    return 0;
  }

  private static void show(Host host, Path folder, CancellableSteps steps) {
    var certificate = LoopbackCertificate.make(folder.resolve("tls"));
    var alone = new Stage(host, folder, "", certificate.file(), steps).inside();
    try (var registry = LoopbackRegistry.start(folder.resolve("registry"), certificate);
        var git = LoopbackGit.start(alone, folder.resolve("git"))) {
      var stage = new Stage(host, folder, git.url("gitops").toString(), certificate.file(), steps);
      SampleRepository.create(stage.inside(), folder.resolve("git/gitops.git"), registry.address());
      SampleImage.write(folder.resolve("api-1.0.0"), "1.0.0", 1);
      SampleImage.write(folder.resolve("api-1.1.0"), "1.1.0", 2);
      play(stage, registry.address() + "/shop/api");
    }
  }

  private static void play(Stage stage, String image) {
    setUp(stage, image);
    deliver(stage, image);
    carryOn(stage, image);
  }

  private static void setUp(Stage stage, String image) {
    stage.say("A repository that deploys by tag is taken over: what is missing is added.");
    stage.belay("init", stage.repository(), "--registry", image.replace("/api", ""));
    stage.say("A chart that takes digests, and an Application for each environment.");
    stage.belay("add", "api", "--new-chart");
  }

  private static void deliver(Stage stage, String image) {
    stage.say("An image that a build left on disk goes to the registry; the answer is its digest.");
    stage.belay("push", "api-1.0.0", image + ":1.0.0");
    stage.belay("digest", image + ":1.0.0");
    stage.say("The digest goes into Git; the tag goes; every other byte stays.");
    stage.belay("deploy", "api=" + image + ":1.0.0", "--env", "staging", "--diff");
    stage.say("Deploying what is there already changes nothing.");
    stage.belay("deploy", "api=" + image + ":1.0.0", "--env", "staging");
    stage.say("Production gets the same digest, not a tag resolved again.");
    stage.belay("promote", "api", "--from", "staging", "--to", "production");
  }

  private static void carryOn(Stage stage, String image) {
    stage.say("A new build, in one step: push, pin, commit. Then on to production.");
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
    stage.belay("promote", "api", "--to", "production");
    stage.say("A tag that nobody pushed never reaches Git.");
    stage.refused(Kind.NOT_FOUND, "deploy", "api=" + image + ":9.9.9", "--env", "production");
    stage.say(
        "Back to the digest before, which is exact; the bad one is held until it is released.");
    stage.belay("rollback", "api", "--env", "production", "--reason", "slow answers");
    stage.refused(Kind.REFUSED, "promote", "api", "--to", "production");
    stage.belay("status", "api");
    stage.say("Proof: Git names api by digests alone, and the registry has them.");
    stage.belay("verify", "api", "--values", "--registry", "--env", "staging,production");
    stage.say("What still deploys by tag is named, with its line and its cure.");
    stage.refused(Kind.REFUSED, "verify", "web", "--values", "--env", "production");
    stage.say("Who pinned what, when, from what: Git knows.");
    stage.belay("history", "api", "--env", "production");
  }

  private static Path temporary() {
    try {
      return Files.createTempDirectory("belay-demo");
    } catch (IOException e) {
      throw new UncheckedIOException("creating a temporary folder", e);
    }
  }

  /// Tries again where a server wrote a file meanwhile.
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
  private record Stage(
      Host host, Path folder, String repository, Path certificate, CancellableSteps steps) {
    Host inside() {
      var out = host.streams().out();
      var streams = new Streams(host.streams().in(), out, out, false, false, false);
      var env =
          Map.of(
              "SSL_CERT_FILE",
              certificate.toString(),
              "HOME",
              folder.toString(),
              "PATH",
              host.env("PATH").orElse(""),
              "BELAY_CACHE_DIR",
              folder.resolve("cache").toString(),
              "BELAY_REPO",
              repository,
              "GIT_CONFIG_NOSYSTEM",
              "1",
              "GIT_AUTHOR_NAME",
              "Ada",
              "GIT_AUTHOR_EMAIL",
              "ada@example.com",
              "GIT_COMMITTER_NAME",
              "Ada",
              "GIT_COMMITTER_EMAIL",
              "ada@example.com");
      return new Host(folder, env, streams, host.clock(), host.random());
    }

    void say(String text) {
      if (!steps.stopping()) {
        host.streams().out().println("\n# " + text);
      }
    }

    /// Runs a command that must succeed.
    void belay(String... arguments) {
      show(0, arguments);
    }

    /// Runs a command that must be refused with this kind's exit code.
    void refused(Kind kind, String... arguments) {
      show(kind.exitCode(), arguments);
    }

    private void show(int expected, String... arguments) {
      if (steps.stopping()) {
        return;
      }
      var out = host.streams().out();
      out.println("$ belay " + Stream.of(arguments).map(Stage::word).collect(joining(" ")));
      var code = Cli.run(inside(), arguments);
      Cli.requireArrived(host);
      if (code != 0) {
        out.println("(exit code " + code + ")");
      }
      if (code != expected) {
        throw new IllegalStateException("exit code %d, not %d".formatted(code, expected));
      }
    }

    private static String word(String argument) {
      return argument.contains(" ") ? "\"" + argument + "\"" : argument;
    }
  }
}
