package belay.deliver.model;

import java.util.List;

/// What the branch pinned at a moment.
///
/// @param at the commit
/// @param pins all images of all services in all environments
public record State(CommitTime at, List<Pinned> pins) {
  public State {
    pins = List.copyOf(pins);
  }

  /// One image.
  ///
  /// @param reference `repository@digest` or `repository:tag`
  public record Pinned(Entry.Of of, String reference) {}
}
