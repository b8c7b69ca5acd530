package belay.deliver.history;

import belay.config.Config;
import belay.config.ConfigFiles;
import belay.config.ValuesLocation;
import belay.failure.Failure;
import belay.git.history.Timeline;
import belay.git.object.FileDelta;
import java.util.List;
import java.util.Optional;

/// The configurations that were in force one after the other, followed into the past. Each reads
/// the files of its own time: who moved the files or the images in them moved `belay.yaml` along.
///
/// @param fixed whether one was passed by `--config`, which then holds for all times
record ConfigHistory(Timeline timeline, boolean fixed) {
  /// The configuration before a step. Where it was missing then, the recommended structure held;
  /// where it was not readable, the one that came after: an old mistake hides nothing.
  ///
  /// @param newer the one after the step
  Config before(Config newer, List<FileDelta> step) {
    var change = step.stream().filter(ConfigHistory::isConfig).findFirst();
    if (fixed || change.isEmpty()) {
      return newer;
    }
    var before = change.get().before();
    if (before.isEmpty()) {
      return Config.recommended();
    }
    try {
      return timeline
          .content(before.get())
          .map(bytes -> Config.parse(ConfigFiles.NAME, bytes))
          .orElse(newer);
    } catch (Failure unreadable) {
      return newer;
    }
  }

  static boolean isConfig(FileDelta file) {
    return file.path().equals(ConfigFiles.NAME);
  }

  /// Whose values file a path was. Where no file lists the environments, every folder was one.
  static Optional<ValuesLocation> place(Config config, String path) {
    return config
        .serviceOf(path)
        .or(() -> config.withEnvironmentsOf(List.of(path)).serviceOf(path));
  }

  /// Whether two configurations find the same images in the same files. Which environments they
  /// list does not matter: a file is followed wherever it was.
  static boolean agree(Config one, Config other) {
    return one.paths().values().equals(other.paths().values())
        && one.image().equals(other.image())
        && one.services().equals(other.services());
  }
}
