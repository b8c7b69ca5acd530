package belay.cli.option;

import java.nio.file.Path;
import java.util.Optional;

/// Which GitOps repository.
public final class RepoOptions {
  public Optional<String> repo = Optional.empty();
  public Optional<String> branch = Optional.empty();
  public Optional<Path> config = Optional.empty();

  /// Adds them to a command.
  public void declare(Usage usage) {
    var every = usage.forEveryCommand(this);
    every.option(
        "-R, --repo",
        "PATH|URL",
        "GitOps repository (default: upwards from here).",
        Binding.optional(String.class, v -> repo = v));
    every.option(
        "-b, --branch",
        "BRANCH",
        "Its branch (default: the current one).",
        Binding.optional(String.class, v -> branch = v));
    every.option(
        "--config",
        "FILE",
        "In place of the repository's belay.yaml.",
        Binding.optional(Path.class, v -> config = v));
  }
}
