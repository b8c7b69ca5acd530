package belay.deliver.history;

import belay.config.Config;
import belay.deliver.environment.ConfigSource;
import belay.deliver.model.CommitTime;
import belay.deliver.model.RevisionOrTime;
import belay.failure.Failure;
import belay.failure.Kind;
import belay.git.GitRepo;
import belay.git.history.Timeline;

/// The branch's history, opened once, with the configuration of its newest commit.
public record Archive(
    GitRepo repo,
    Timeline timeline,
    Config config,
    ConfigHistory configHistory,
    ValuesVersions versions) {
  /// Opens the history of the branch as it is now.
  public static Archive open(GitRepo repo, ConfigSource configs) {
    var timeline = repo.timeline();
    var config = configs.at(timeline.spot(0).commit());
    var configHistory = new ConfigHistory(timeline, configs.given().isPresent());
    return new Archive(repo, timeline, config, configHistory, new ValuesVersions(timeline));
  }

  Walk walk() {
    return new Walk(timeline, configHistory, versions, config);
  }

  CommitTime commitTime(int index) {
    var spot = timeline.spot(index);
    return new CommitTime(spot.commit(), spot.time());
  }

  /// The commit that the branch was at, counted from the newest; the timeline's size where it was
  /// not there yet.
  int index(RevisionOrTime when) {
    return switch (when) {
      case RevisionOrTime.At(var time) -> timeline.at(time);
      case RevisionOrTime.Of(var revision) ->
          timeline.of(revision).orElseThrow(() -> noCommit(revision, repo.branch()));
    };
  }

  /// The error about a revision that is no commit of the branch.
  public static Failure noCommit(String revision, String branch) {
    return new Failure(
        Kind.NOT_FOUND,
        "no commit \"%s\" on branch %s".formatted(revision, branch),
        "list its commits: git log %s".formatted(branch));
  }
}
