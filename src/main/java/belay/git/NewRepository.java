package belay.git;

import belay.git.run.Git;
import belay.git.run.GitConfig;
import belay.git.run.RepositoryAccess;
import belay.host.Host;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Makes a folder a repository.
final class NewRepository {
  private static final String BRANCH = "main";

  private NewRepository() {}

  /// @param asked its first branch; else the one that the user's `init.defaultBranch` names
  /// @param bare whether it has no work tree
  static void create(Host host, Path folder, Optional<String> asked, boolean bare) {
    RepositoryAccess.at(
        folder.toString(),
        () -> {
          var branch =
              asked
                  .or(() -> GitConfig.load(host, host.cwd()).get("init", "defaultBranch"))
                  .orElse(BRANCH);
          Files.createDirectories(folder);
          var command = new ArrayList<>(List.of("init", "-q", "--template=", "-b", branch));
          if (bare) {
            command.add("--bare");
          }
          return Git.in(host, folder).run(new byte[0], command).orThrow();
        });
  }
}
