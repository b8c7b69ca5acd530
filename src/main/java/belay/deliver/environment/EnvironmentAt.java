package belay.deliver.environment;

import belay.config.Config;
import belay.git.GitRepo;

/// One environment at one commit.
///
/// @param config what holds at that commit
public record EnvironmentAt(GitRepo repo, String commit, Config config, String environment) {
  /// @throws belay.failure.Failure (usage) where there is no such environment
  public EnvironmentAt {
    config.environment(environment);
  }

  /// The same place by another configuration.
  public EnvironmentAt with(Config other) {
    return new EnvironmentAt(repo, commit, other, environment);
  }
}
