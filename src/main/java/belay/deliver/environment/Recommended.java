package belay.deliver.environment;

import belay.config.Config;
import belay.git.GitRepo;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// The configuration of a repository without `belay.yaml`: the recommended structure, with the
/// environments that have a folder in it.
final class Recommended {
  private static final String FOLDER = "environments";

  private Recommended() {}

  static Config at(GitRepo repo, String commit) {
    return Config.recommended().withEnvironments(List.copyOf(seen(repo, commit)));
  }

  /// The environments that have a values file.
  static Set<String> seen(GitRepo repo, String commit) {
    var pattern = Config.recommended().paths().values();
    Set<String> seen = new LinkedHashSet<>();
    for (var environment : repo.folders(commit, FOLDER)) {
      // the first of thousands tells of all
      repo.first(commit, FOLDER + "/" + environment, path -> pattern.match(path).isPresent())
          .ifPresent(_ -> seen.add(environment));
    }
    return seen;
  }
}
