package belay.git.transport;

import belay.failure.Failure;

/// What came of a push.
public sealed interface PushReply {
  /// The branch is at our commit.
  record Accepted() implements PushReply {}

  /// The branch is at another commit that holds the same.
  record Same(String commit) implements PushReply {}

  /// The branch is not at our commit.
  ///
  /// @param words the reason, in whatever words the server chose
  /// @param remarks what it said besides: a hook's explanation, or a greeting to everybody
  /// @param sent whether the commit was sent, so that it may have arrived by an earlier copy of the
  ///   same request: curl repeats one that a kept connection lost
  record Rejected(String words, String remarks, boolean sent) implements PushReply {
    public Rejected(String words, String remarks) {
      this(words, remarks, false);
    }
  }

  /// Nobody knows: the connection broke before the server said.
  record Unclear(Failure why) implements PushReply {}
}
