package belay.cli.option;

import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/// Which GitOps repository.
public final class RepoOptions {
  @Option(
      names = {"-R", "--repo"},
      paramLabel = "PATH|URL",
      description = "GitOps repository (default: upwards from here).")
  public Optional<String> repo = Optional.empty();

  @Option(
      names = {"-b", "--branch"},
      paramLabel = "BRANCH",
      description = "Its branch (default: the current one).")
  public Optional<String> branch = Optional.empty();

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "In place of the repository's belay.yaml.")
  public Optional<Path> config = Optional.empty();
}
