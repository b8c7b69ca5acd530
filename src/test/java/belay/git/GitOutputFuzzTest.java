package belay.git;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertFalse;

import belay.failure.Failure;
import belay.host.Log;
import belay.peers.Fuzz;
import belay.peers.Hosts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What git prints for programs, damaged: whatever is read, the worst that comes of it is a
/// message. But for the report on a push a program in git's place says it.
final class GitOutputFuzzTest {
  private static final String ONE = "1".repeat(40);
  private static final String TWO = "2".repeat(40);
  private static final int RUNS = 150;

  @TempDir Path folder;

  @BeforeEach
  void putSomethingInGitsPlace() throws IOException {
    var git =
        Files.writeString(folder.resolve("git"), "#!/bin/sh\nexec cat '%s'\n".formatted(said()));
    Files.setPosixFilePermissions(git, PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.createFile(said());
  }

  private Path said() {
    return folder.resolve("said");
  }

  private Git git() {
    return Git.in(Hosts.at(folder, "PATH", folder + ":/usr/bin:/bin"), folder);
  }

  private interface Work {
    void run() throws IOException;
  }

  /// Lets git say damaged forms of some texts while work is done.
  private void damaged(List<String> texts, String syntax, Work work) {
    Fuzz.damaged(
        texts.stream().map(text -> text.getBytes(UTF_8)).toList(),
        syntax,
        RUNS,
        bytes -> {
          try {
            Files.write(said(), bytes);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
          try {
            work.run();
          } catch (IOException | Failure _) {
            // a message
          }
        });
  }

  @Test
  void aPushThatFailedIsNeverTakenForOneThatDidNot() {
    var reports =
        Stream.of(
                "To https://git.example.com/ops.git\n \tabc:refs/heads/main\t111..222\nDone\n",
                "To x\n!\tabc:refs/heads/main\t[rejected] (stale info)\n",
                "To x\n!\tabc:refs/heads/main\t[remote rejected] (pre-receive hook declined)\n",
                "To x\n!\tabc:refs/heads/main\t[remote failure] (remote failed to report status)\n",
                "To x\n=\tabc:refs/heads/main\t[up to date]\nDone\n")
            .map(text -> text.getBytes(UTF_8))
            .toList();
    Fuzz.damaged(
        reports,
        "\t\n !=*:[]()",
        bytes -> {
          var ran = new Git.Ran(List.of("push"), 1, new String(bytes, UTF_8), "error: nothing");
          assertFalse(
              PushReport.of(ran, true).filter(PushReply.Accepted.class::isInstance).isPresent());
        });
  }

  @Test
  void refsOfARemote() {
    var host = Hosts.at(folder, "PATH", folder + ":/usr/bin:/bin");
    var wire = new Wire(host, Log.none(), UserConfig.load(host, folder));
    var remote = Remote.known(GitUrl.parse("https://git.example.com/ops.git"), "origin");
    damaged(
        List.of(
            "ref: refs/heads/main\tHEAD\n%s\tHEAD\n%s\trefs/heads/main\n".formatted(ONE, ONE),
            ONE + "\trefs/tags/v1\n" + TWO + "\trefs/tags/v1^{}\n"),
        "\t\n :/",
        () -> wire.refs(git(), remote, Deadline.in(Duration.ofMinutes(1)), List.of()));
  }

  @Test
  void differencesOfTwoCommits() {
    var change = ":100644 100644 %s %s M\0a/b.yaml\0".formatted(ONE, TWO);
    damaged(
        List.of(TWO + "\0" + change + change + ".\n", ".\n"),
        ":\0 .\n",
        () -> DiffTree.between(git(), new DiffTree.Pair(Optional.of(ONE), TWO)));
  }

  @Test
  void workThatIsInNoCommit() {
    var update = new WorkTreeUpdate(new Repository(git(), folder), folder);
    damaged(
        List.of(
            "1 .M N... 100644 100644 100644 %s %s a/b.yaml\0".formatted(ONE, ONE),
            "u UU N... 100644 100644 100644 100644 %s %s %s a/b.yaml\0? c\0! d\0"
                .formatted(ONE, ONE, ONE)),
        " \0.?!u1",
        () -> update.refuseUncommitted(List.of("a/b.yaml", "c", "N...", "")));
  }
}
