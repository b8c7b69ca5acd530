package belay.git.run;

import belay.failure.Failure;
import belay.failure.Kind;
import belay.failure.LocalTrouble;
import belay.failure.Suggest;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Says in the user's words what git's words mean.
public final class GitFailures {
  private static final int LONGEST_WORDS = 2000;

  private static final Pattern HOST_KEY =
      Pattern.compile("host key verification failed|host identification has changed");

  private static final Pattern MISSING =
      Pattern.compile(
          "repository not exported|does not appear to be a git repository|repository not found"
              + "|repository '[^']*' not found|could not be found|repository .* does not exist");

  private static final Pattern DENIED =
      Pattern.compile(
          "not authorized|authentication failed|could not read (?:username|password)"
              + "|permission denied|access denied|access to this repository is"
              + "|error: 40[13]|403 forbidden|not permitted");

  private static final Pattern LATE =
      Pattern.compile("timed out|timeout|did not end in time|operation too slow");

  private static final Pattern NEW_GIT =
      Pattern.compile("unknown option|unknown switch|is not a git command|unrecognized argument");

  private static final Pattern PROGRESS =
      Pattern.compile(
          "^(?:remote: )?(?:Enumerating objects|Counting objects|Compressing objects"
              + "|Receiving objects|Resolving deltas|Writing objects|Unpacking objects"
              + "|Total \\d+|Delta compression|Checking connectivity|Cloning into"
              + "|POST git-|From |To |hint:| [*+!=-] \\[| {3}[0-9a-f]+\\.\\.)");

  private GitFailures() {}

  /// Talking to a server went wrong.
  ///
  /// @param tried where the logins came from that the server has seen
  public static Failure talking(GitUrl url, String said, List<String> tried) {
    var words = said.toLowerCase(Locale.ROOT);
    var trouble = GitTrouble.said(said);
    var here = LocalTrouble.of(trouble);
    if (here.isPresent()) {
      return here.get().at("on the way to " + url, trouble);
    }
    return because(kind(url, words, tried), said);
  }

  private static Failure kind(GitUrl url, String words, List<String> tried) {
    if (HOST_KEY.matcher(words).find()) {
      return unknownHost(url);
    }
    if (MISSING.matcher(words).find()) {
      return missing(url);
    }
    return DENIED.matcher(words).find() ? denied(url, tried) : unreachable(url, words);
  }

  /// Whether the server asked who is there and got no answer that it likes.
  public static boolean isDenied(String words) {
    var lower = words.toLowerCase(Locale.ROOT);
    return lower.contains("authentication failed")
        || lower.contains("could not read username")
        || lower.contains("could not read password");
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

  private static Failure unreachable(GitUrl url, String words) {
    return LATE.matcher(words).find()
        ? late(url)
        : new Failure(
            Kind.UNREACHABLE,
            "%s cannot be reached".formatted(url),
            "check with: git ls-remote %s".formatted(url));
  }

  /// The time was up.
  public static Failure late(GitUrl url) {
    return new Failure(
        Kind.TIMEOUT,
        "%s did not answer in time".formatted(url),
        "check with: git ls-remote %s".formatted(url));
  }

  /// There is nothing to stand on.
  public static Failure noCommits(String place) {
    return new Failure(
        Kind.NOT_FOUND,
        "the repository %s has no commits yet".formatted(place),
        "belay init %s".formatted(place));
  }

  /// Nobody said which branch, and nothing tells.
  public static Failure noDefault(String place) {
    return new Failure(
        Kind.NOT_FOUND, "HEAD of %s names no branch".formatted(place), "say which one: -b BRANCH");
  }

  /// A branch is not there.
  ///
  /// @param branches those that are
  /// @param list the command that lists them
  public static Failure noBranch(String branch, String place, List<String> branches, String list) {
    return branches.isEmpty()
        ? noCommits(place)
        : new Failure(
            Kind.NOT_FOUND,
            "no branch \"%s\" in %s%s".formatted(branch, place, Suggest.hint(branch, branches)),
            "list its branches: " + list);
  }

  /// A place where commits do not stay.
  public static Failure notLocally(String place, String why) {
    return new Failure(
        Kind.USAGE,
        "a commit cannot stay local with %s: %s".formatted(place, why),
        "leave out --no-push, or use a clone of it: --repo PATH");
  }

  /// Reading or writing a repository on this machine went wrong.
  public static Failure local(String place, IOException thrown) {
    var trouble = LocalTrouble.of(thrown);
    if (trouble.isPresent()) {
      return trouble.get().at(place, thrown);
    }
    var said = String.valueOf(thrown.getMessage()).toLowerCase(Locale.ROOT);
    if (Stream.of("missing object", "bad object", "promisor").anyMatch(said::contains)) {
      return new Failure(
          Kind.REFUSED,
          "%s lacks an object of its own history".formatted(place),
          "a partial clone? use its URL instead of the clone, or: git fetch --refetch",
          thrown);
    }
    if (said.contains("dubious ownership")) {
      return new Failure(
          Kind.REFUSED,
          "%s belongs to somebody else, and git does not work there".formatted(place),
          "if you trust its owner: git config --global --add safe.directory " + place,
          thrown);
    }
    if (thrown instanceof AccessDeniedException || said.contains("permission denied")) {
      return new Failure(
          Kind.AUTH,
          "no permission to work in %s".formatted(place),
          "run as its owner, or: ls -ld %s".formatted(place),
          thrown);
    }
    if (NEW_GIT.matcher(said).find()) {
      return new Failure(
          Kind.USAGE,
          "this git is too old",
          "git --version: Belay works with 2.39 and newer",
          thrown);
    }
    return new Failure(
        Kind.REFUSED,
        "cannot work in %s".formatted(place),
        "check it with: git -C %s fsck".formatted(place),
        thrown);
  }

  /// A failure with git's words, a line each.
  public static Failure because(Failure failure, String said) {
    for (var line :
        said.lines().map(GitFailures::clean).filter(it -> !it.isEmpty()).distinct().toList()) {
      failure = failure.because(line);
    }
    return failure;
  }

  /// Words in one line of bounded length, without user names, passwords and control characters.
  public static String clean(String words) {
    var plain = GitUrl.redact(words).replaceAll("\\p{Cntrl}+", " ").strip();
    return plain.length() > LONGEST_WORDS ? plain.substring(0, LONGEST_WORDS) + "…" : plain;
  }

  /// What git says beside how far it is.
  public static String words(String err) {
    return Stream.of(err.split("[\r\n]+"))
        .map(String::stripTrailing)
        .filter(line -> !line.isBlank() && !PROGRESS.matcher(line).find())
        .reduce((one, two) -> one + "\n" + two)
        .orElse("");
  }
}
