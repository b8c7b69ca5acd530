package belay.git;

import belay.failure.Failure;
import belay.failure.InWords;
import belay.failure.Kind;
import belay.failure.LocalTrouble;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.AccessDeniedException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.jgit.api.errors.AbortedByHookException;
import org.eclipse.jgit.errors.ConfigInvalidException;
import org.eclipse.jgit.errors.CorruptObjectException;
import org.eclipse.jgit.errors.InvalidObjectIdException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.errors.NoRemoteRepositoryException;
import org.eclipse.jgit.errors.PackInvalidException;
import org.eclipse.jgit.errors.PackMismatchException;

/// Says in the user's words what JGit's exceptions mean.
final class Failures {
  private static final int DEEPEST = 16;
  private static final int LONGEST_WORDS = 2000;

  private Failures() {}

  /// Talking to a server went wrong.
  static Failure talking(GitUrl url, Throwable thrown) {
    return talking(url, thrown, List.of(), (_, _) -> Optional.empty());
  }

  /// Knows what can go wrong on the way to the server.
  @FunctionalInterface
  interface Way {
    /// @return empty where the way was good
    Optional<Failure> explain(List<Throwable> chain, String words);
  }

  /// The same, where more is known.
  ///
  /// @param tried where the logins came from that the server has seen
  /// @param way how the server is reached
  static Failure talking(GitUrl url, Throwable thrown, List<String> tried, Way way) {
    var chain = chain(thrown);
    for (var cause : chain) {
      if (cause instanceof Failure failure) {
        return failure;
      }
    }
    var here = LocalTrouble.of(thrown);
    if (here.isPresent()) {
      return here.get().at("on the way to " + url, thrown);
    }
    var said = words(chain);
    if (chain.stream().anyMatch(AbortedByHookException.class::isInstance)) {
      return because(
          new Failure(
              Kind.REFUSED,
              "the clone's own pre-push hook refuses the push",
              "do what it asks for"),
          chain);
    }
    var failure = way.explain(chain, said).orElseGet(() -> ofServer(url, chain, said, tried));
    return because(failure, chain);
  }

  private static Failure ofServer(
      GitUrl url, List<Throwable> chain, String said, List<String> tried) {
    var words = said.toLowerCase(Locale.ROOT);
    if (isHostKey(words)) {
      return unknownHost(url);
    }
    if (isMissing(chain, words)) {
      return missing(url);
    }
    return isDenied(words) ? denied(url, tried) : unreachable(url, chain, words);
  }

  private static boolean isHostKey(String words) {
    return words.contains("host key verification failed")
        || words.contains("host identification has changed");
  }

  private static boolean isDenied(String words) {
    return Stream.of(
            "not authorized",
            "not permitted on",
            "authentication is required",
            "authentication not supported",
            "authentication failed",
            "permission denied",
            "access denied",
            "access to this repository is",
            "403 forbidden",
            "could not read username")
        .anyMatch(words::contains);
  }

  private static boolean isMissing(List<Throwable> chain, String words) {
    return (chain.stream().anyMatch(NoRemoteRepositoryException.class::isInstance)
            && !isNetwork(words)
            && !isDenied(words))
        || words.contains("repository not exported")
        || words.contains("does not appear to be a git repository")
        || words.contains("repository not found");
  }

  /// ssh's words, which JGit takes for "no repository there".
  private static boolean isNetwork(String words) {
    return Stream.of(
            "could not resolve",
            "connection refused",
            "connection timed out",
            "connection reset",
            "connection closed",
            "no route to host",
            "operation timed out",
            "banner exchange",
            "kex_exchange")
        .anyMatch(words::contains);
  }

  private static Failure unknownHost(GitUrl url) {
    return new Failure(
        Kind.AUTH,
        "the ssh host key of %s is not known, or not the known one".formatted(url.host()),
        "compare its fingerprint with the one its owner publishes, then: ssh-keyscan %s%s >> ~/.ssh/known_hosts"
            .formatted(url.portOption(), url.host()));
  }

  private static Failure denied(GitUrl url, List<String> tried) {
    if (!tried.isEmpty()) {
      return new Failure(
          Kind.AUTH,
          "%s does not let you in with the login from %s"
              .formatted(url, String.join(", nor from ", tried)),
          "check that it is still valid and may use this repository, or give another one:"
              + " BELAY_GIT_TOKEN");
    }
    return new Failure(
        Kind.AUTH,
        "%s does not let you in".formatted(url),
        url.isHttp()
            ? "set BELAY_GIT_TOKEN, or teach git: git credential approve, ~/.netrc"
            : "try: ssh -T %s%s".formatted(url.portOption(), url.host()));
  }

  private static Failure missing(GitUrl url) {
    return new Failure(
        Kind.NOT_FOUND,
        "no git repository at %s".formatted(url),
        "check with: git ls-remote %s".formatted(url));
  }

  private static Failure unreachable(GitUrl url, List<Throwable> chain, String words) {
    var late =
        chain.stream().anyMatch(InterruptedIOException.class::isInstance)
            || words.contains("read timed out")
            || words.contains("connection time out")
            || words.contains("closed by interrupt");
    var what =
        late ? "%s did not answer in time".formatted(url) : "%s cannot be reached".formatted(url);
    return new Failure(
        late ? Kind.TIMEOUT : Kind.UNREACHABLE,
        what,
        "check with: git ls-remote %s".formatted(url));
  }

  /// Whether the trouble is in the repository on this machine, or with the machine, and not with
  /// the server.
  static boolean isDamage(Throwable thrown) {
    return LocalTrouble.of(thrown).isPresent()
        || chain(thrown).stream()
            .anyMatch(cause ->
                cause instanceof MissingObjectException
                    || cause instanceof CorruptObjectException
                    || cause instanceof PackInvalidException
                    || cause instanceof PackMismatchException
                    || cause instanceof InvalidObjectIdException
                    || cause instanceof ConfigInvalidException);
  }

  /// Reading or writing a repository on this machine went wrong.
  static Failure local(String place, IOException thrown) {
    if (thrown instanceof MissingObjectException) {
      return new Failure(
          Kind.REFUSED,
          "%s lacks an object of its own history".formatted(place),
          "a partial clone? use its URL instead of the clone, or: git fetch --refetch",
          thrown);
    }
    var trouble = LocalTrouble.of(thrown);
    if (trouble.isPresent()) {
      return trouble.get().at(place, thrown);
    }
    if (thrown instanceof AccessDeniedException) {
      return new Failure(
          Kind.AUTH,
          "no permission to work in %s".formatted(place),
          "run as its owner, or: ls -ld %s".formatted(place),
          thrown);
    }
    return new Failure(
        Kind.REFUSED,
        "cannot work in %s".formatted(place),
        "check it with: git -C %s fsck".formatted(place),
        thrown);
  }

  private static Failure because(Failure failure, List<Throwable> chain) {
    var lines = new LinkedHashSet<String>();
    for (var cause : chain) {
      lines.add(line(cause));
    }
    for (var line : lines) {
      failure = failure.because(line);
    }
    return failure;
  }

  private static String words(List<Throwable> chain) {
    return String.join("\n", chain.stream().map(Failures::line).toList());
  }

  private static String line(Throwable cause) {
    return clean(InWords.of(cause));
  }

  /// A server's words in one line of bounded length, without user names, passwords and control
  /// characters.
  static String clean(String words) {
    var plain = GitUrl.redact(words).replaceAll("\\p{Cntrl}+", " ").strip();
    return plain.length() > LONGEST_WORDS ? plain.substring(0, LONGEST_WORDS) + "…" : plain;
  }

  private static List<Throwable> chain(Throwable thrown) {
    var chain = new ArrayList<Throwable>();
    for (var cause = thrown; cause != null && chain.size() < DEEPEST; cause = cause.getCause()) {
      chain.add(cause);
    }
    return chain;
  }
}
