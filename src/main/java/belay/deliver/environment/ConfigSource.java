package belay.deliver.environment;

import belay.config.Config;
import belay.config.ConfigFiles;
import belay.git.GitRepo;
import java.nio.file.Path;
import java.util.Optional;

/// The configuration that is in force at a commit: the file passed by `--config`, else the
/// repository's own `belay.yaml` of that commit, else the recommended structure.
public record ConfigSource(GitRepo repo, Optional<Path> given) {
  /// What is in force at a commit.
  public Config at(String commit) {
    if (given.isPresent()) {
      return ConfigFiles.read(given.get().toString(), given.get());
    }
    return repo.read(commit, ConfigFiles.NAME)
        .map(bytes -> Config.parse(ConfigFiles.NAME, bytes))
        .orElseGet(() -> Recommended.at(repo, commit));
  }

  /// The same with no environments but those that are there, where no file lists them.
  public Config used(String commit) {
    var config = at(commit);
    return config.listsEnvironments() ? config : config.only(Recommended.seen(repo, commit));
  }
}
