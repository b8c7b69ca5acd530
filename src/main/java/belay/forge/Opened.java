package belay.forge;

/// What came of a request.
public sealed interface Opened {
  /// The request's page, or the one that opens it.
  String url();

  /// It is new.
  record Created(String url) implements Opened {}

  /// It was there, and says now what it should.
  record Updated(String url) implements Opened {}

  /// It is left to the user.
  ///
  /// @param url the page that opens it; empty where that is not known
  /// @param why why it was not opened from here
  record ToOpen(String url, String why) implements Opened {}
}
