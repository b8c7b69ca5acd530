package belay.git.location;

import java.time.Duration;
import java.util.Optional;

/// Which repository and branch to work on, and how.
///
/// @param location a path (work tree or a folder in it, or a bare repository) or a URL
/// @param branch the branch; by default the checked-out one of a clone, else the one that the
///   remote's `HEAD` names
/// @param push whether commits go to the clone's remote; false keeps them on the local branch
/// @param timeout how long one call may take, waiting and retries included
public record GitSettings(
    String location, Optional<String> branch, boolean push, Duration timeout) {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /// The default branch of `location`, pushed, within two minutes.
  public static GitSettings of(String location) {
    return new GitSettings(location, Optional.empty(), true, PATIENCE);
  }

  public GitSettings withBranch(String name) {
    return new GitSettings(location, Optional.of(name), push, timeout);
  }

  public GitSettings withPush(boolean wanted) {
    return new GitSettings(location, branch, wanted, timeout);
  }

  public GitSettings withTimeout(Duration limit) {
    return new GitSettings(location, branch, push, limit);
  }
}
