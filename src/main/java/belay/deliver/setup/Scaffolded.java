package belay.deliver.setup;

import belay.deliver.model.Outcome;
import java.util.List;
import java.util.Optional;

/// What came of making files in a repository.
///
/// @param files every file that is wanted
/// @param diffs the change of each file, as a unified diff
/// @param notes what is good to know, a line each
/// @param warnings what the user should look at, a sentence each
/// @param byHand the command for what Argo CD does not apply by itself; empty where it does it all
/// @param landed the commit; empty where nothing was written
/// @param dryRun whether nothing was to be written
public record Scaffolded(
    List<Made> files,
    List<String> diffs,
    List<String> notes,
    List<String> warnings,
    Optional<String> byHand,
    Optional<Outcome.Landed> landed,
    boolean dryRun) {
  public Scaffolded {
    files = List.copyOf(files);
    diffs = List.copyOf(diffs);
    notes = List.copyOf(notes);
    warnings = List.copyOf(warnings);
  }

  /// One file.
  public record Made(String path, Change change) {}

  /// What becomes of a file.
  public enum Change {
    /// It was not there.
    ADDED,
    /// It was there, and an entry was added.
    EDITED,
    /// It was there and stays as it is.
    KEPT
  }

  /// Whether anything was or would be written.
  public boolean changes() {
    return files.stream().anyMatch(file -> file.change() != Change.KEPT);
  }
}
