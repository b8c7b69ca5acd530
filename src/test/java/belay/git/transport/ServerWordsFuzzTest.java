package belay.git.transport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertFalse;

import belay.git.run.Deadline;
import belay.git.run.Git;
import belay.git.run.GitConfig;
import belay.git.run.GitUrl;
import belay.host.Log;
import belay.peers.Fuzz;
import belay.peers.SayingGit;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What git passes on from a server, damaged.
final class ServerWordsFuzzTest {
  private static final String ONE = "1".repeat(40);

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
          var ran = new Git.Result(List.of("push"), 1, new String(bytes, UTF_8), "error: nothing");
          assertFalse(
              PushReport.of(ran, true).filter(PushReply.Accepted.class::isInstance).isPresent());
        });
  }

  @Test
  void refsOfARemote(@TempDir Path folder) throws IOException {
    var git = SayingGit.in(folder);
    var transport = new GitTransport(git.host(), Log.none(), GitConfig.load(git.host(), folder));
    var remote = Remote.known(GitUrl.parse("https://git.example.com/ops.git"), "origin");
    git.damaged(
        List.of(
            "ref: refs/heads/main\tHEAD\n%s\tHEAD\n%s\trefs/heads/main\n".formatted(ONE, ONE),
            ONE + "\trefs/tags/v1\n" + ONE + "\trefs/tags/v1^{}\n"),
        "\t\n :/",
        () ->
            transport.refs(
                Git.in(git.host(), folder), remote, Deadline.in(Duration.ofMinutes(1)), List.of()));
  }
}
