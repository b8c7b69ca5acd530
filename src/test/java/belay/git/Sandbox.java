package belay.git;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import belay.git.history.RenameDetection;
import belay.git.location.GitSettings;
import belay.git.object.Commit;
import belay.git.object.Draft;
import belay.git.object.FileDelta;
import belay.host.Host;
import belay.host.Log;
import belay.host.Programs;
import belay.peers.Hosts;
import belay.peers.Peer;
import belay.peers.Soundness;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// A folder with a home, repositories and the real git; nothing of the machine's own user is seen.
final class Sandbox {
  static final String FILE = "environments/staging/values/api.yaml";

  /// Files stay the same where their contents do, and never move.
  static final RenameDetection BY_CONTENT =
      new RenameDetection() {
        @Override
        public boolean same(Optional<String> before, Optional<String> after) {
          return before.equals(after);
        }

        @Override
        public Optional<FileDelta> cameFrom(String path, List<FileDelta> files) {
          return Optional.empty();
        }
      };

  private final Path root;
  private final Map<String, String> env = new HashMap<>();

  Sandbox(Path root) {
    Peer.require("git");
    this.root = root;
    env.put("PATH", System.getenv("PATH"));
    env.put("HOME", root.resolve("home").toString());
    env.put("GIT_CONFIG_NOSYSTEM", "1");
    env.put("LC_ALL", "C");
    try {
      Files.createDirectories(root.resolve("home"));
      Files.writeString(
          root.resolve("home/.gitconfig"),
          """
          [user]
          \tname = Ada
          \temail = ada@example.com
          [init]
          \tdefaultBranch = main
          [protocol "file"]
          \tallow = always
          """);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path root() {
    return root;
  }

  Path home() {
    return root.resolve("home");
  }

  /// Sets a variable for git and for Belay.
  Sandbox with(String name, String value) {
    env.put(name, value);
    return this;
  }

  Host host() {
    return host(root);
  }

  Host host(Path cwd) {
    return Hosts.with(cwd, env);
  }

  GitRepo open(String location) {
    return open(GitSettings.of(location).withTimeout(Duration.ofSeconds(60)));
  }

  GitRepo open(GitSettings settings) {
    return GitRepo.open(host(), Log.none(), settings);
  }

  /// A bare repository that may be pushed to by HTTP, with one commit on `main`.
  Path bare(String name) {
    var bare = emptyBare(name);
    var seed = clone(bare, "seed-of-" + name);
    write(seed, FILE, "image:\n  digest: sha256:0\n");
    write(seed, "README.md", "hello\n");
    git(seed, "add", "-A");
    git(seed, "commit", "-qm", "first");
    git(seed, "push", "-q", "origin", "HEAD:main");
    return bare;
  }

  Path emptyBare(String name) {
    var bare = root.resolve(name);
    git(root, "init", "-q", "--bare", "-b", "main", bare.toString());
    git(bare, "config", "http.receivepack", "true");
    git(bare, "config", "gc.auto", "0");
    git(bare, "config", "receive.autogc", "false");
    return bare;
  }

  Path clone(Path from, String name) {
    git(root, "clone", "-q", from.toString(), name);
    return root.resolve(name);
  }

  /// Runs git, which has to succeed, and returns what it printed.
  String git(Path folder, String... arguments) {
    var ran = tryGit(folder, arguments);
    assertEquals(0, ran.exit(), () -> String.join(" ", arguments) + ": " + ran.err() + ran.text());
    return ran.text().stripTrailing();
  }

  Programs.Finished tryGit(Path folder, String... arguments) {
    var command = new ArrayList<>(List.of("git"));
    command.addAll(List.of(arguments));
    try {
      var programs = new Programs(host());
      return programs.run(
          programs.prepare(folder, command, Map.of()), new byte[0], Duration.ofMinutes(2));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Adds a commit to a branch of a bare repository behind everybody's back.
  void commitElsewhere(Path bare, String branch, String file, String content) {
    try {
      var other = Files.createTempDirectory(root, "other");
      git(root, "clone", "-q", "-b", branch, bare.toString(), other.toString());
      write(other, file, content);
      git(other, "add", "-A");
      git(other, "commit", "-qm", "elsewhere: " + file);
      git(other, "push", "-q", "origin", "HEAD:" + branch);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void write(Path folder, String file, String content) {
    try {
      var path = folder.resolve(file);
      Files.createDirectories(path.getParent());
      Files.writeString(path, content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Draft draft(String file, String content) {
    return new Draft(Map.of(file, content.getBytes(UTF_8)), "Deploy " + content.strip());
  }

  /// Writes a file whatever the tip holds.
  static Landing write(GitRepo repo, String file, String content) {
    return land(repo, _ -> Optional.of(draft(file, content)));
  }

  /// What an edit became.
  record Landing(Optional<Commit> commit, int attempts, boolean pushed, List<String> notes) {}

  /// Pushes an edit of the tip, made again for each tip that the branch is met at.
  static Landing land(GitRepo repo, Function<Commit, Optional<Draft>> edit) {
    return land(repo.update(), base -> edit.apply(base.orElseThrow()));
  }

  /// Makes the first commit of an empty repository.
  static Landing landFirst(GitRepo repo, Draft draft) {
    return land(
        repo.firstUpdate(),
        base -> {
          assertEquals(Optional.empty(), base);
          return Optional.of(draft);
        });
  }

  private static Landing land(
      BranchUpdate begun, Function<Optional<Commit>, Optional<Draft>> edit) {
    try (var update = begun) {
      while (true) {
        var draft = edit.apply(update.base()).orElse(new Draft(Map.of(), ""));
        switch (update.push(draft)) {
          case PushResult.Pushed(var commit, _, var remote, var attempts, var notes) -> {
            return new Landing(Optional.of(commit), attempts, remote, notes);
          }
          case PushResult.Nothing() -> {
            return new Landing(Optional.empty(), 0, false, List.of());
          }
          case PushResult.Moved() -> {}
        }
      }
    }
  }

  static String text(Optional<byte[]> bytes) {
    return new String(bytes.orElseThrow(), UTF_8);
  }

  void assertSound(Path repository) {
    Soundness.check(repository);
  }
}
