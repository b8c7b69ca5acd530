package belay.report;

import belay.deliver.rollout.Rollout;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// What Argo CD made of a deployment, as an addition to the report about the commit.
public final class RolloutReport {
  private final Optional<Rollout> rollout;

  private RolloutReport(Optional<Rollout> rollout) {
    this.rollout = rollout;
  }

  /// Where nothing was waited for.
  public static RolloutReport none() {
    return new RolloutReport(Optional.empty());
  }

  public static RolloutReport of(Rollout rollout) {
    return new RolloutReport(Optional.of(rollout));
  }

  /// One line per Application.
  ///
  /// @param width the columns that the terminal has; empty where nobody looks at it
  public String text(OptionalInt width) {
    var rows = applications().stream().map(app -> List.of(app.application(), app.state())).toList();
    return Columns.of(rows).within(width, Columns.end(1, 40), Columns.middle(0, 20)).text();
  }

  /// The document with the field `argocd`, where something was waited for.
  public Document on(Document document) {
    return rollout.isEmpty()
        ? document
        : document.with("argocd", applications().stream().map(RolloutReport::fields).toList());
  }

  private List<Rollout.Application> applications() {
    return rollout.map(Rollout::applications).orElse(List.of());
  }

  private static AnswerFields fields(Rollout.Application app) {
    return new AnswerFields()
        .with("application", app.application())
        .with("live", app.live())
        .with("sync", app.sync())
        .with("health", app.health())
        .with("revision", app.revision())
        .with("images", app.images())
        .with("state", app.state());
  }
}
