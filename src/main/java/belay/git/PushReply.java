package belay.git;

import belay.failure.Failure;

/// What came of a push.
sealed interface PushReply {
  /// The branch is at our commit.
  record Accepted() implements PushReply {}

  /// The branch is not at our commit.
  ///
  /// @param words the reason, in whatever words the server chose
  /// @param remarks what it said besides: a hook's explanation, or a greeting to everybody
  record Rejected(String words, String remarks) implements PushReply {}

  /// Nobody knows: the connection broke before the server said.
  record Unclear(Failure why) implements PushReply {}
}
