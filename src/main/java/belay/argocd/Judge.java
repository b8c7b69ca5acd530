package belay.argocd;

import belay.argocd.AppState.Operation;
import belay.argocd.AppState.SyncStatus;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/// Judges an Application by what Argo CD says about one deployment alone: what it says about an
/// older revision, however bad, is no reason to fail.
public final class Judge {
  private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40}|[0-9a-f]{64}");
  private static final int SHORT = 7;

  private Judge() {}

  /// The verdict.
  ///
  /// @param ours whether a revision is the deployment's commit or contains it
  public static Verdict of(AppState app, Predicate<String> ours) {
    var compared = app.sync().revisions();
    var operation = app.operation().filter(o -> o.revisions().stream().anyMatch(ours));
    if (operation.filter(Operation::failed).isPresent() && isLatest(operation.get(), app)) {
      return new Verdict.Failed("the sync failed");
    }
    if (app.sync().status() == SyncStatus.UNKNOWN && !trouble(app).isEmpty()) {
      return new Verdict.Awaited("cannot be compared with Git" + trouble(app));
    }
    if (compared.stream().noneMatch(ours)) {
      return new Verdict.Awaited("has not seen the commit yet" + at(app) + trouble(app));
    }
    if (operation.filter(Operation::failsAgain).isPresent()) {
      return new Verdict.Ailing("the sync keeps failing");
    }
    if (operation.filter(Operation::running).isPresent()) {
      return new Verdict.Awaited("syncing" + words(operation.get().message()));
    }
    return switch (app.sync().status()) {
      case OUT_OF_SYNC -> new Verdict.Awaited("OutOfSync" + whoSyncs(app) + trouble(app));
      case UNKNOWN -> new Verdict.Awaited("sync status Unknown");
      case SYNCED -> synced(app);
    };
  }

  private static Verdict synced(AppState app) {
    var words = app.health().status() + words(app.health().message());
    return switch (app.health().status()) {
      case HEALTHY -> new Verdict.Settled();
      case DEGRADED -> new Verdict.Ailing(words);
      case PROGRESSING, SUSPENDED, MISSING, UNKNOWN -> new Verdict.Awaited("Synced, " + words);
    };
  }

  /// A failed sync of an earlier commit says nothing once Argo CD looks at a later one.
  private static boolean isLatest(Operation operation, AppState app) {
    return app.sync().revisions().isEmpty() || operation.revisions().equals(app.sync().revisions());
  }

  /// Argo CD begins no sync before the one under way has ended, all its tries included.
  private static String whoSyncs(AppState app) {
    var other = app.operation().filter(Operation::running);
    if (other.isPresent()) {
      return ", still syncing %s%s"
          .formatted(commits(other.get().revisions()), words(other.get().message()));
    }
    return app.automated() ? "" : ", and its automated sync is off: argocd app sync " + app.name();
  }

  private static String at(AppState app) {
    return app.sync().revisions().isEmpty() ? "" : ", is at " + commits(app.sync().revisions());
  }

  private static String commits(List<String> revisions) {
    return String.join(", ", revisions.stream().map(Judge::cut).toList());
  }

  private static String trouble(AppState app) {
    return app.conditions().stream()
        .filter(AppState.Condition::error)
        .findFirst()
        .map(condition -> words(condition.toString()))
        .orElse("");
  }

  private static String words(String message) {
    return message.isEmpty() ? "" : " (" + message + ")";
  }

  private static String cut(String revision) {
    return COMMIT.matcher(revision).matches() ? revision.substring(0, SHORT) : revision;
  }
}
