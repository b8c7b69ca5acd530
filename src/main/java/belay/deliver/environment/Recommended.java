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
    var known = "\0";
    for (var path : repo.list(commit, FOLDER)) {
      // The files of an environment stand together: the first of thousands tells of all.
      if (!path.startsWith(known)) {
        var found = pattern.match(path).map(names -> names.get("environment"));
        found.ifPresent(seen::add);
        known = found.map(name -> FOLDER + "/" + name + "/").orElse(known);
      }
    }
    return seen;
  }
}
