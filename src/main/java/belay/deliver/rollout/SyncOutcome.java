package belay.deliver.rollout;

import java.util.List;
import java.util.Optional;

/// What came of having services synced.
///
/// @param commit the commit that the branch had
/// @param rollout what became of it in the cluster; empty where nobody stayed to see
public record SyncOutcome(
    String commit,
    String branch,
    boolean dryRun,
    List<Application> applications,
    Optional<Rollout> rollout) {
  public SyncOutcome {
    applications = List.copyOf(applications);
  }

  /// One Application.
  public record Application(String service, String application, State state, List<Resource> out) {
    public Application {
      out = List.copyOf(out);
    }
  }

  /// A resource that is not, or was not, as Git wants it.
  ///
  /// @param namespace empty for what belongs to the whole cluster
  /// @param prune whether it is no longer in Git
  public record Resource(String kind, String namespace, String name, boolean prune) {}

  /// How far it came.
  public enum State {
    /// It has the commit already.
    UNCHANGED,
    /// Argo CD has tried it without changing anything.
    PLANNED,
    /// Argo CD has begun.
    BEGUN,
    /// Argo CD has ended, and well.
    SYNCED;

    @Override
    public String toString() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /// Whether a sync would change something.
  public boolean planned() {
    return applications.stream().anyMatch(app -> app.state() == State.PLANNED);
  }
}
