package belay.migrate.charts;

import belay.failure.Failure;
import belay.failure.Kind;
import belay.failure.LocalTrouble;
import belay.git.run.Git;
import belay.host.Host;
import belay.host.Interrupts;
import belay.migrate.charts.MigratedCharts.ChangedFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// Writes files, all of them or none, and none over work that is in no commit.
public final class FileReplacement {
  private static final int MOST_PATHS = 500;
  private static final String SUFFIX = ".belay-new";

  private final Map<Path, ChangedFile> files;

  private FileReplacement(Map<Path, ChangedFile> files) {
    this.files = files;
  }

  /// Writes them.
  ///
  /// @throws Failure (refused) where one has uncommitted changes, or is not what it was meanwhile
  public static void write(Host host, Map<Path, ChangedFile> files) {
    var replacement = new FileReplacement(files);
    replacement.refuseUncommitted(host);
    try {
      replacement.write();
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

  private void write() throws IOException {
    Map<Path, Path> written = new LinkedHashMap<>();
    try {
      for (var file : files.entrySet()) {
        var path = file.getKey();
        requireUnchanged(path, file.getValue());
        Files.createDirectories(path.resolveSibling(".").normalize());
        var next = path.resolveSibling(path.getFileName() + SUFFIX);
        written.put(path, next);
        Files.write(next, file.getValue().after());
        likeBefore(path, next);
      }
      try (var _ = Interrupts.whole()) {
        move(written);
      }
    } finally {
      for (var next : written.values()) {
        Files.deleteIfExists(next);
      }
    }
  }

  private static void requireUnchanged(Path path, ChangedFile file) throws IOException {
    var now = Files.exists(path) ? Files.readAllBytes(path) : new byte[0];
    if (!Arrays.equals(now, file.before())) {
      throw new Failure(
          Kind.REFUSED,
          "%s was changed meanwhile: nothing was written".formatted(file.name()),
          "run it again");
    }
  }

  private static void likeBefore(Path path, Path next) throws IOException {
    if (Files.exists(path)) {
      Files.setPosixFilePermissions(next, Files.getPosixFilePermissions(path));
    }
  }

  /// What cannot be moved takes back what was.
  private void move(Map<Path, Path> written) throws IOException {
    List<Path> moved = new ArrayList<>();
    try {
      for (var file : written.entrySet()) {
        Files.move(
            file.getValue(),
            file.getKey(),
            StandardCopyOption.ATOMIC_MOVE,
            StandardCopyOption.REPLACE_EXISTING);
        moved.add(file.getKey());
      }
    } catch (IOException e) {
      for (var path : moved) {
        restore(path);
      }
      throw e;
    }
  }

  private void restore(Path path) throws IOException {
    var file = files.get(path);
    if (file != null && file.before().length > 0) {
      Files.write(path, file.before());
    } else {
      Files.deleteIfExists(path);
    }
  }
}
