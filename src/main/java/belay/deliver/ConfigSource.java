package belay.deliver;

import belay.config.Config;
import belay.config.ConfigFiles;
import belay.failure.Failure;
import belay.failure.Kind;
import belay.git.GitRepo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// The configuration that is in force at a commit: the file passed by `--config`, else the
/// repository's own `belay.yaml` of that commit, else the recommended structure.
record ConfigSource(GitRepo repo, Optional<Path> given) {
  private static final int LARGEST = 1 << 20;

  Config at(String commit) {
    if (given.isPresent()) {
      return Config.parse(given.get().toString(), read(given.get()));
    }
    return repo.read(commit, ConfigFiles.NAME)
        .map(bytes -> Config.parse(ConfigFiles.NAME, bytes))
        .orElseGet(() -> Recommended.at(repo, commit));
  }

  static byte[] read(Path file) {
    try (var in = Files.newInputStream(file)) {
      return in.readNBytes(LARGEST);
    } catch (IOException e) {
      throw new Failure(
          Kind.NOT_FOUND, "cannot read \"%s\"".formatted(file), "pass --config FILE", e);
    }
  }
}
