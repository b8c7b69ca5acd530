package belay.git;

import belay.git.transport.PushReply;
import belay.git.transport.PushWords;
import java.util.Optional;

/// Tells a lost race from a refusal: after a race the branch's tip is another one, after a refusal
/// it still is where it was.
final class Refusals {
  private static final int STRANGE_WORDS = 5;
  private static final int PLAIN_WORDS = 2;
  private static final int PLAIN_WORDS_WHILE_MOVING = 6;

  private Optional<String> refusedAt = Optional.empty();
  private PushReply.Rejected reply = new PushReply.Rejected("the branch kept moving", "");
  private int unmoved;
  private int plain;

  /// The server refused a commit whose parent is the branch's tip as we knew it.
  void add(String tip, PushReply.Rejected said) {
    refusedAt = Optional.of(tip);
    reply = said;
    plain = isPlain() ? plain + 1 : 0;
  }

  /// The branch was looked at again; ends in a failure once it is clear that the server means it.
  void sawTip(String branch, String tip) {
    if (refusedAt.isEmpty()) {
      return;
    }
    unmoved = refusedAt.get().equals(tip) ? unmoved + 1 : 0;
    if (unmoved >= patience() || plain >= PLAIN_WORDS_WHILE_MOVING) {
      throw PushWords.refused(branch, reply);
    }
  }

  /// Words of a race may be said while the winner still holds the lock: the tip moves later, so
  /// only the deadline ends them.
  private int patience() {
    return switch (PushWords.of(reply.words())) {
      case RACE -> Integer.MAX_VALUE;
      case PERMISSION, RULE -> PLAIN_WORDS;
      case UNKNOWN -> STRANGE_WORDS;
    };
  }

  private boolean isPlain() {
    return switch (PushWords.of(reply.words())) {
      case PERMISSION, RULE -> true;
      case RACE, UNKNOWN -> false;
    };
  }

  String lastWords() {
    return reply.words();
  }

  boolean any() {
    return refusedAt.isPresent();
  }
}
