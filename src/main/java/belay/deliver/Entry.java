package belay.deliver;

import java.time.Instant;
import java.util.Optional;

/// One change of one image in one environment, as Git tells it.
///
/// @param commit who changed it, and when
/// @param action `deploy`, or `manual` where the commit does not say that Belay made it
/// @param previous what was pinned before, `repository@digest` or `repository:tag`
/// @param now what was pinned after; empty where the image was taken out
/// @param revision the source code's commit, where it was told
/// @param run the CI run's URL, where it was told
public record Entry(
    CommitOf commit,
    String environment,
    String image,
    String action,
    Optional<String> previous,
    Optional<String> now,
    Optional<String> revision,
    Optional<String> run) {
  /// Who changed it and when.
  ///
  /// @param id the commit's id
  /// @param time when it was committed
  /// @param author who wrote it, as `Name <email>`
  /// @param subject the message's first line
  public record CommitOf(String id, Instant time, String author, String subject) {}
}
