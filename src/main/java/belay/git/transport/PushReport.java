package belay.git.transport;

import belay.failure.Failure;
import belay.failure.Kind;
import belay.git.run.Git;
import belay.git.run.GitFailures;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Reads what `git push --porcelain` says.
final class PushReport {
  /// `flag TAB from:to TAB summary (reason)`.
  private static final Pattern LINE = Pattern.compile("([ +*=!-])\t[^\t]*\t(\\[[^]]*])?(.*)");

  private static final String REMOTE = "remote: ";

  private PushReport() {}

  /// @param overHttp whether a request may have been sent twice
  /// @return empty where the server did not get to say anything
  static Optional<PushReply> of(Git.Result result, boolean overHttp) {
    var line =
        result.text().lines().map(LINE::matcher).filter(found -> found.matches()).findFirst();
    if (line.isPresent()) {
      var verdict = Optional.ofNullable(line.get().group(2)).orElse("");
      return Optional.of(
          line.get().group(1).equals("!")
              ? refused(verdict, line.get().group(3).strip(), result.err(), overHttp)
              : accepted(result));
    }
    if (result.ok()) {
      return Optional.of(new PushReply.Accepted());
    }
    return isHook(result) ? Optional.of(hook(result.err())) : Optional.empty();
  }

  private static PushReply accepted(Git.Result result) {
    return result.ok() ? new PushReply.Accepted() : unclear(result.err());
  }

  private static PushReply refused(String verdict, String reason, String err, boolean overHttp) {
    var words = reason.replaceFirst("^\\((.*)\\)$", "$1");
    if (verdict.equals("[remote failure]")) {
      return unclear(err);
    }
    if (words.equals("stale info")) {
      return new PushReply.Rejected("the branch has moved", "");
    }
    var said = GitFailures.clean(words.isEmpty() ? verdict : words);
    var sent = overHttp && PushWords.of(said) == PushWords.RACE;
    return new PushReply.Rejected(said, GitFailures.clean(remarks(err)), sent);
  }

  private static PushReply unclear(String err) {
    return new PushReply.Unclear(
        GitFailures.because(
            new Failure(Kind.UNREACHABLE, "the server did not report on the push", ""), err));
  }

  private static String remarks(String err) {
    return err.lines()
        .filter(line -> line.startsWith(REMOTE))
        .map(line -> line.substring(REMOTE.length()).strip())
        .collect(Collectors.joining("\n"));
  }

  /// Nothing was sent, and nobody complains of the server.
  private static boolean isHook(Git.Result result) {
    return result.exit() == 1
        && result.err().lines().anyMatch(line -> line.startsWith("error: failed to push some refs"))
        && result
            .err()
            .lines()
            .noneMatch(line ->
                line.startsWith("fatal: ")
                    || line.startsWith("error: RPC")
                    || line.startsWith("send-pack"));
  }

  private static PushReply hook(String err) {
    throw GitFailures.because(
        new Failure(
            Kind.REFUSED, "the clone's own pre-push hook refuses the push", "do what it asks for"),
        err);
  }
}
