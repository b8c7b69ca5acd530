package belay.deliver.plan;

import belay.config.Config;
import belay.deliver.model.CommitInfo;
import belay.deliver.model.FileChange;
import belay.deliver.model.Pin;
import belay.git.object.Draft;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What is about to be done, at one commit: the same value is shown by a dry run and written by a
/// real one.
///
/// @param environment the environment that changes
/// @param pins each image, before and after
/// @param files the files that may change, by path
/// @param commitInfo what the commit tells besides
public record Plan(
    Config config,
    String environment,
    List<Pin> pins,
    Map<String, FileChange> files,
    CommitInfo commitInfo)
    implements PlannedCommit {
  public Plan {
    pins = List.copyOf(pins);
    files = Collections.unmodifiableMap(new LinkedHashMap<>(files));
  }

  /// Whether any file changes.
  public boolean changes() {
    return files.values().stream().anyMatch(FileChange::changes);
  }

  /// The images that change.
  public List<Pin> changed() {
    return pins.stream().filter(Pin::changed).toList();
  }

  /// One unified diff per file that changes.
  public List<String> diffs() {
    return files.entrySet().stream()
        .filter(file -> file.getValue().changes())
        .map(file -> file.getValue().diff(file.getKey()))
        .toList();
  }

  /// The commit that carries it out.
  @Override
  public Draft draft() {
    Map<String, byte[]> changed = new LinkedHashMap<>();
    files.forEach((path, change) -> {
      if (change.changes()) {
        changed.put(path, change.after());
      }
    });
    return new Draft(changed, CommitText.of(this));
  }

  /// This plan with more files that change.
  public Plan with(Map<String, FileChange> more) {
    var all = new LinkedHashMap<>(files);
    all.putAll(more);
    return new Plan(config, environment, pins, all, commitInfo);
  }

  /// This plan with another story.
  public Plan with(CommitInfo other) {
    return new Plan(config, environment, pins, files, other);
  }
}
