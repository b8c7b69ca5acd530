package belay.deliver;

import belay.config.Config;
import belay.git.GitRepo;

/// The configuration of a repository without `belay.yaml`: the recommended structure, with the
/// environments that have a folder in it.
final class Recommended {
  private Recommended() {}

  static Config at(GitRepo repo, String commit) {
    var config = Config.recommended();
    var seen =
        repo.list(commit, "environments").stream()
            .flatMap(path -> config.serviceOf(path).stream())
            .map(location -> location.environment())
            .distinct()
            .toList();
    return config.withEnvironments(seen);
  }
}
