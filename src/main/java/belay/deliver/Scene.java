package belay.deliver;

import belay.config.Config;
import belay.git.GitRepo;

/// One environment at one commit.
///
/// @param config what holds at that commit
record Scene(GitRepo repo, String commit, Config config, String environment) {
  /// @throws belay.failure.Failure (usage) where there is no such environment
  Scene {
    config.environment(environment);
  }

  /// The same place by another configuration.
  Scene with(Config other) {
    return new Scene(repo, commit, other, environment);
  }
}
