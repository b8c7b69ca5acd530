package belay.deliver;

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
    var config = Config.recommended();
    Set<String> seen = new LinkedHashSet<>();
    var known = "\0";
    for (var path : repo.list(commit, FOLDER)) {
      // The files of an environment stand together: the first of thousands tells of all.
      if (!path.startsWith(known)) {
        var found = config.serviceOf(path);
        found.ifPresent(location -> seen.add(location.environment()));
        known = found.map(location -> FOLDER + "/" + location.environment() + "/").orElse(known);
      }
    }
    return config.withEnvironments(List.copyOf(seen));
  }
}
