package belay.deliver.model;

import java.time.Instant;
import java.util.Optional;

/// One change of one image in one environment, as Git tells it.
///
/// @param commit who changed it, and when
/// @param of which service's image changed, and where
/// @param action `add`, `deploy`, `promote` and so on as Belay's own commits say; `revert` for `git
///   revert`; `manual` for all others
/// @param previous what was pinned before, `repository@digest` or `repository:tag`
/// @param now what was pinned after; empty where the image was taken out
/// @param revision the source code's commit that the image was made of, where this commit or the
///   one that first deployed it told
/// @param run the CI run's URL, where it was told
/// @param landed the merge that brought it to the branch; empty where the commit was made there
public record Entry(
    CommitOf commit,
    Of of,
    String action,
    Optional<String> previous,
    Optional<String> now,
    Optional<String> revision,
    Optional<String> run,
    Optional<CommitTime> landed) {
  /// Who changed it and when.
  ///
  /// @param id the commit's id
  /// @param time when it was committed
  /// @param author who wrote it, as `Name <email>`
  /// @param committer who committed it, as `Name <email>`
  /// @param subject the message's first line
  public record CommitOf(
      String id, Instant time, String author, String committer, String subject) {}

  /// Which image of which service in which environment.
  public record Of(String service, String environment, String image) {}

  /// The same, made of a revision.
  public Entry with(Optional<String> source) {
    return new Entry(commit, of, action, previous, now, source, run, landed);
  }

  /// The service, under the name that it had then.
  public String service() {
    return of.service();
  }

  /// The environment.
  public String environment() {
    return of.environment();
  }

  /// The image's name among the service's.
  public String image() {
    return of.image();
  }

  /// Since when it was so on the branch: from the merge on, for what came by one.
  public Instant since() {
    return landed.map(CommitTime::time).orElse(commit.time());
  }
}
