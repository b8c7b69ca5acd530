package belay.deliver.history;

import belay.config.Config;
import belay.deliver.environment.ConfigSource;
import belay.deliver.model.CommitTime;
import belay.deliver.model.Entry;
import belay.deliver.model.RevisionOrTime;
import belay.deliver.model.State;
import belay.failure.Failure;
import belay.failure.Kind;
import belay.git.object.FileDelta;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Gatherers;
import java.util.stream.Stream;

/// Tells what was pinned at a moment, read by the configuration of that moment.
public final class States {
  private static final int RUN = 256;

  private States() {}

  /// What was pinned at a moment.
  public static State at(Archive archive, ConfigSource configs, RevisionOrTime when) {
    var timeline = archive.timeline();
    var commitTime =
        switch (when) {
          case RevisionOrTime.Of(var revision) -> commit(archive, revision);
          case RevisionOrTime.At(var time) -> {
            var index = timeline.at(time);
            if (index == timeline.size()) {
              throw new Failure(
                  Kind.NOT_FOUND,
                  "branch %s has no commit as old as %s"
                      .formatted(archive.repo().branch(), time.truncatedTo(ChronoUnit.SECONDS)),
                  timeline.cut()
                      ? "the clone is shallow: git fetch --unshallow"
                      : "its first commit is of %s"
                          .formatted(timeline.spot(timeline.size() - 1).time()));
            }
            yield archive.commitTime(index);
          }
        };
    var config = configs.at(commitTime.commit());
    return new State(commitTime, pins(archive, config, timeline.files(commitTime.commit())));
  }

  /// The commit's own content, also where it came to the branch by a merge later.
  private static CommitTime commit(Archive archive, String revision) {
    var id =
        archive
            .timeline()
            .id(revision)
            .orElseThrow(() -> Archive.noCommit(revision, archive.repo().branch()));
    return new CommitTime(id, archive.timeline().commit(id).time());
  }

  private static List<State.Pinned> pins(Archive archive, Config config, List<FileDelta> files) {
    return files.stream()
        .gather(Gatherers.windowFixed(RUN))
        .gather(
            Gatherers.mapConcurrent(
                Runtime.getRuntime().availableProcessors(),
                run -> run.stream().flatMap(file -> pins(archive, config, file)).toList()))
        .flatMap(List::stream)
        .toList();
  }

  private static Stream<State.Pinned> pins(Archive archive, Config config, FileDelta file) {
    return ConfigHistory.place(config, file.path()).stream()
        .map(place -> new ValuesVersion(place, file.path(), file.after()))
        .flatMap(version ->
            archive.versions().pinned(version, config).entrySet().stream()
                .map(pinned ->
                    new State.Pinned(
                        new Entry.Of(
                            version.place().service(),
                            version.place().environment(),
                            pinned.getKey()),
                        pinned.getValue())));
  }
}
