package belay.git.transport;

import belay.failure.Failure;
import belay.failure.Kind;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// What the words of a refused push hint at. Servers word a lost race in many ways, and hooks word
/// their refusal freely: words decide only how patient one is, the branch's tip decides the rest.
public enum PushWords {
  /// Somebody else was faster.
  RACE(
      "lock",
      "incorrect old value",
      "stale info",
      "fetch first",
      "non-fast-forward",
      "failed to update ref",
      "reference already exists",
      "has moved",
      "changed",
      "concurrent"),
  /// Not this user.
  PERMISSION("permission", "denied", "not authorized", "not allowed to push", "forbidden"),
  /// Not this way: a hook, a protected branch.
  RULE("hook", "protected", "policy", "declined", "prohibited", "rule violations", "read-only"),
  UNKNOWN();

  private final Pattern signs;

  PushWords(String... signs) {
    this.signs = Pattern.compile(signs.length == 0 ? "(?!)" : String.join("|", signs));
  }

  public static PushWords of(String words) {
    var lower = words.toLowerCase(Locale.ROOT);
    for (var kind : List.of(PERMISSION, RULE, RACE)) {
      if (kind.signs.matcher(lower).find()) {
        return kind;
      }
    }
    return UNKNOWN;
  }

  /// The failure to end with when the server stays with it.
  public static Failure refused(String branch, PushReply.Rejected reply) {
    var failure = refused(branch, of(reply.words())).because(reply.words());
    return reply.remarks().isEmpty() ? failure : failure.because(reply.remarks());
  }

  private static Failure refused(String branch, PushWords kind) {
    return kind == PERMISSION
        ? new Failure(
            Kind.AUTH,
            "you may not push to branch \"%s\"".formatted(branch),
            "push as somebody who may, or to another branch: -b BRANCH")
        : new Failure(
            Kind.REFUSED,
            "the server refuses the push to branch \"%s\"".formatted(branch),
            "do what it asks for, or push to another branch: -b BRANCH");
  }
}
