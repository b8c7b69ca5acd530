package belay.failure;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The one exception meant for the user: what happened, why, and what to do about it.
///
/// `what` is a sentence without capital and full stop that quotes the user's own words; `help` is
/// one command or edit that cures it, and may be empty where there is none. Anything else that
/// escapes to the top is a bug.
public final class Failure extends RuntimeException {
  private static final int DEEPEST_CAUSE = 16;

  private final Kind kind;
  private final String help;
  private final List<String> reasons;

  public Failure(Kind kind, String what, String help) {
    this(kind, what, help, List.of(), null);
  }

  public Failure(Kind kind, String what, String help, Throwable cause) {
    this(kind, what, help, List.of(), cause);
  }

  private Failure(
      Kind kind, String what, String help, List<String> reasons, @Nullable Throwable cause) {
    super(what, cause);
    this.kind = kind;
    this.help = help;
    this.reasons = List.copyOf(reasons);
  }

  /// This failure with one more line in its chain of causes, for causes that are texts and not
  /// exceptions: a server's words, a program's stderr.
  public Failure because(String reason) {
    var more = new ArrayList<>(reasons);
    more.add(reason);
    var failure = new Failure(kind, what(), help, more, getCause());
    failure.setStackTrace(getStackTrace());
    return failure;
  }

  public Kind kind() {
    return kind;
  }

  /// What happened, in one line.
  public String what() {
    return String.valueOf(getMessage());
  }

  /// What to do; empty when nothing is known to help.
  public String help() {
    return help;
  }

  /// The chain of causes from the nearest to the deepest, each once.
  public List<String> causes() {
    Set<String> causes = new LinkedHashSet<>(reasons);
    var cause = getCause();
    for (var depth = 0; cause != null && depth < DEEPEST_CAUSE; depth++) {
      causes.add(InWords.of(cause));
      cause = cause.getCause();
    }
    causes.remove(what());
    return List.copyOf(causes);
  }
}
