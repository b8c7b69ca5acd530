package belay.git;

import belay.host.Host;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.eclipse.jgit.api.errors.InvalidRefNameException;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;

/// Makes a folder a repository.
final class NewRepository {
  private static final String BRANCH = "main";

  private NewRepository() {}

  /// @param asked its first branch; else the one that the user's `init.defaultBranch` names
  static void create(Host host, Path folder, Optional<String> asked) {
    Jgit.ready();
    var branch =
        asked
            .or(() -> UserConfig.load(host, host.cwd()).get("init", "defaultBranch"))
            .orElse(BRANCH);
    try {
      Files.createDirectories(folder);
      try (var repository =
          new FileRepositoryBuilder()
              .setWorkTree(folder.toFile())
              .setInitialBranch(branch)
              .build()) {
        repository.create();
      }
    } catch (InvalidRefNameException | IOException e) {
      throw Failures.local(folder.toString(), asRead(e));
    }
  }

  private static IOException asRead(Exception e) {
    return e instanceof IOException read ? read : new IOException(e);
  }
}
