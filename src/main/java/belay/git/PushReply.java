package belay.git;

import belay.failure.Failure;

/// What came of a push.
sealed interface PushReply {
  /// The branch is at our commit.
  record Accepted() implements PushReply {}

  /// The branch is not at our commit, in whatever words the server chose.
  record Rejected(String words) implements PushReply {}

  /// Nobody knows: the connection broke before the server said.
  record Unclear(Failure why) implements PushReply {}
}
