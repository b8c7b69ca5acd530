package belay.migrate.charts;

import belay.failure.Failure;
import belay.failure.Kind;
import belay.failure.LocalTrouble;
import belay.git.run.Git;
import belay.host.FileReplacement;
import belay.host.Host;
import belay.host.ReplacedFile;
import belay.migrate.charts.MigratedCharts.ChangedFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// Writes what was migrated, all of it or nothing, and nothing over work that is in no commit.
public final class MigratedFiles {
  private static final int MOST_PATHS = 500;

  private final Map<Path, ChangedFile> files;

  private MigratedFiles(Map<Path, ChangedFile> files) {
    this.files = files;
  }

  /// Writes them.
  ///
  /// @throws Failure (refused) where one has uncommitted changes, or is not what it was meanwhile
  public static void write(Host host, Map<Path, ChangedFile> files) {
    new MigratedFiles(files).refuseUncommitted(host);
    try {
      FileReplacement.write(replaced(files));
    } catch (IOException e) {
      throw LocalTrouble.of(e)
          .map(trouble -> trouble.at(String.valueOf(host.cwd()), e))
          .orElseGet(() ->
              new Failure(
                  Kind.REFUSED,
                  "the charts cannot be written, and stay as they are",
                  "look at the permissions of their folders",
                  e));
    }
  }

  private void refuseUncommitted(Host host) {
    Set<Path> trees = new TreeSet<>();
    for (var path : files.keySet()) {
      for (var at = path.getParent(); at != null; at = at.getParent()) {
        if (Files.exists(at.resolve(".git"))) {
          trees.add(at);
          break;
        }
      }
    }
    trees.forEach(tree -> refuseUncommitted(host, tree));
  }

  /// What git does not know yet has no state before the edit that could be lost in it.
  private void refuseUncommitted(Host host, Path tree) {
    var own = files.keySet().stream().filter(path -> path.startsWith(tree)).toList();
    List<String> command =
        new ArrayList<>(
            List.of("status", "--porcelain", "-z", "--untracked-files=no", "--no-renames", "--"));
    if (own.size() <= MOST_PATHS) {
      own.forEach(path -> command.add(tree.relativize(path).toString()));
    }
    try {
      var said = Git.in(host, tree).run(new byte[0], command);
      for (var entry : said.ok() ? said.text().split("\0") : new String[0]) {
        var changed = entry.length() > 3 ? files.get(tree.resolve(entry.substring(3))) : null;
        if (changed != null) {
          throw new Failure(
              Kind.REFUSED,
              "%s has uncommitted changes".formatted(changed.name()),
              "commit it, or put it aside: git stash");
        }
      }
    } catch (IOException e) {
      throw new Failure(
          Kind.REFUSED,
          "nobody knows whether files have uncommitted changes: git does not run",
          "check with: git status",
          e);
    }
  }

  private static Map<Path, ReplacedFile> replaced(Map<Path, ChangedFile> files) {
    Map<Path, ReplacedFile> replaced = new LinkedHashMap<>();
    files.forEach((path, file) ->
        replaced.put(path, new ReplacedFile(file.name(), file.before(), file.after())));
    return replaced;
  }
}
