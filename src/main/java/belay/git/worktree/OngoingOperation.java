package belay.git.worktree;

import belay.git.run.Refs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Something that the user began in a work tree and has not ended, such as a merge: until then its
/// files, its index and its branch are not to be touched.
///
/// @param what it, such as `a merge`
/// @param command git's command that ends it
record OngoingOperation(String what, String command) {
  /// The file or folder in the Git directory that shows it.
  private record Trace(String file, OngoingOperation underway) {}

  private static final List<Trace> TRACES =
      List.of(
          trace("rebase-merge", "a rebase", "git rebase --continue, or --abort"),
          trace("rebase-apply", "a rebase or git am", "git status tells how"),
          trace("MERGE_HEAD", "a merge", "git merge --continue, or --abort"),
          trace("CHERRY_PICK_HEAD", "a cherry-pick", "git cherry-pick --continue, or --abort"),
          trace("REVERT_HEAD", "a revert", "git revert --continue, or --abort"),
          trace("sequencer", "a cherry-pick or revert", "git status tells how"),
          trace("BISECT_LOG", "a bisect", "git bisect reset"));

  private static Trace trace(String file, String what, String command) {
    return new Trace(file, new OngoingOperation(what, command));
  }

  /// What is under way in the work tree that a Git directory belongs to.
  static Optional<OngoingOperation> in(Path gitDirectory) {
    return TRACES.stream()
        .filter(trace -> Files.exists(gitDirectory.resolve(trace.file)))
        .map(Trace::underway)
        .findFirst();
  }

  /// The branch, as its short name, that a rebase or a bisect has taken `HEAD` from and comes back
  /// to.
  static Optional<String> branch(Path gitDirectory) throws IOException {
    for (var note : new String[] {"rebase-merge/head-name", "rebase-apply/head-name"}) {
      var name = word(gitDirectory.resolve(note));
      if (name.isPresent() && name.get().startsWith(Refs.HEADS)) {
        return name.map(full -> full.substring(Refs.HEADS.length()));
      }
    }
    return word(gitDirectory.resolve("BISECT_START"));
  }

  private static Optional<String> word(Path file) throws IOException {
    return Files.isRegularFile(file)
        ? Optional.of(Files.readString(file).strip()).filter(text -> !text.isEmpty())
        : Optional.empty();
  }
}
