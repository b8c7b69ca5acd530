package belay.git.object;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// Finds the repository that a folder belongs to.
public final class WorkTrees {
  private static final String LINK = "gitdir: ";

  private WorkTrees() {}

  /// A work tree and its Git directory.
  public record WorkTree(Path root, Path gitDirectory) {}

  /// The work tree around a folder, looked for upwards as git does.
  public static Optional<WorkTree> around(Path folder) {
    for (var at = folder; at != null; at = at.getParent()) {
      var git = gitDirectoryIn(at);
      if (git.isPresent()) {
        return Optional.of(new WorkTree(at, git.get()));
      }
    }
    return Optional.empty();
  }

  /// The Git directory that rules in a folder: the folder itself when it is a bare repository.
  static Optional<Path> gitDirectory(Path folder) {
    return isGitDirectory(folder)
        ? Optional.of(folder)
        : around(folder).map(tree -> commonDirectory(tree.gitDirectory()));
  }

  /// Whether a folder has what every Git directory has.
  public static boolean isGitDirectory(Path folder) {
    return Files.isRegularFile(folder.resolve("HEAD"))
        && (Files.isDirectory(folder.resolve("objects"))
            || Files.isRegularFile(folder.resolve("commondir")));
  }

  /// Where a linked work tree's Git directory keeps what it shares with the others.
  static Path commonDirectory(Path gitDirectory) {
    return firstLine(gitDirectory.resolve("commondir"))
        .map(common -> gitDirectory.resolve(common).normalize())
        .orElse(gitDirectory);
  }

  private static Optional<Path> gitDirectoryIn(Path folder) {
    var git = folder.resolve(".git");
    if (Files.isDirectory(git)) {
      return Optional.of(git).filter(WorkTrees::isGitDirectory);
    }
    return firstLine(git)
        .filter(line -> line.startsWith(LINK))
        .map(line -> folder.resolve(line.substring(LINK.length())).normalize())
        .filter(WorkTrees::isGitDirectory);
  }

  private static Optional<String> firstLine(Path file) {
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try (var lines = Files.lines(file)) {
      return lines.findFirst();
    } catch (IOException _) {
      return Optional.empty();
    }
  }
}
