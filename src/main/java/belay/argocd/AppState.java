package belay.argocd;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// One Application as Argo CD describes it at one moment.
///
/// @param name its name
/// @param sync how the cluster compares with Git
/// @param health how its resources are
/// @param operation the last sync, under way or ended; empty before the first
/// @param conditions what Argo CD has to say besides
/// @param images the images in the specifications of its live Pods; may lag behind, may be empty
/// @param automated whether Argo CD syncs it by itself
/// @param unwell the resources that are Degraded, or else those that are Progressing, with their
///   own words, where Argo CD tells them
public record AppState(
    String name,
    Sync sync,
    Health health,
    Optional<Operation> operation,
    List<Condition> conditions,
    List<String> images,
    boolean automated,
    List<String> unwell) {
  public AppState {
    conditions = List.copyOf(conditions);
    images = List.copyOf(images);
    unwell = List.copyOf(unwell);
  }

  /// How the cluster compares with Git.
  ///
  /// @param revisions what it was compared with: a commit, or one for each source
  public record Sync(SyncStatus status, List<String> revisions) {
    public Sync {
      revisions = List.copyOf(revisions);
    }
  }

  /// The outcome of comparing the cluster with Git.
  public enum SyncStatus {
    SYNCED("Synced"),
    OUT_OF_SYNC("OutOfSync"),
    UNKNOWN("Unknown");

    private final String word;

    SyncStatus(String word) {
      this.word = word;
    }

    static SyncStatus of(String word) {
      return switch (word) {
        case "Synced" -> SYNCED;
        case "OutOfSync" -> OUT_OF_SYNC;
        default -> UNKNOWN;
      };
    }

    /// Argo CD's own word.
    @Override
    public String toString() {
      return word;
    }
  }

  /// How resources are.
  ///
  /// @param message Argo CD's words about it; often empty
  public record Health(HealthStatus status, String message) {}

  /// The worst that any resource of an Application is in.
  public enum HealthStatus {
    HEALTHY,
    SUSPENDED,
    PROGRESSING,
    MISSING,
    DEGRADED,
    UNKNOWN;

    static HealthStatus of(String word) {
      for (var status : values()) {
        if (status.toString().equals(word)) {
          return status;
        }
      }
      return UNKNOWN;
    }

    /// Argo CD's own word.
    @Override
    public String toString() {
      return name().charAt(0) + name().substring(1).toLowerCase(Locale.ROOT);
    }
  }

  /// A sync, under way or ended.
  ///
  /// @param message what came of it so far, as Argo CD puts it
  /// @param revisions what it brings to the cluster
  /// @param failures how often it has failed and is tried again
  public record Operation(Phase phase, String message, List<String> revisions, long failures) {
    public Operation {
      revisions = List.copyOf(revisions);
    }

    boolean failed() {
      return phase == Phase.FAILED || phase == Phase.ERROR;
    }

    boolean running() {
      return phase == Phase.RUNNING || phase == Phase.TERMINATING;
    }

    /// Whether it keeps failing: once may be for want of what comes up at the same time.
    boolean failsAgain() {
      return running() && failures > 1 && message.contains("Retrying ");
    }
  }

  /// How far a sync is.
  public enum Phase {
    RUNNING,
    TERMINATING,
    FAILED,
    ERROR,
    SUCCEEDED;

    static Optional<Phase> of(String word) {
      for (var phase : values()) {
        if (phase.name().equalsIgnoreCase(word)) {
          return Optional.of(phase);
        }
      }
      return Optional.empty();
    }
  }

  /// A remark of Argo CD, such as `ComparisonError` with the renderer's words.
  public record Condition(String type, String message) {
    boolean error() {
      return type.endsWith("Error");
    }

    @Override
    public String toString() {
      return message.isEmpty() ? type : type + ": " + message;
    }
  }

  /// What Argo CD says is wrong, from the most telling to the least; may be empty.
  public List<String> complaints() {
    var failed =
        operation.filter(o -> o.failed() || o.failsAgain()).map(Operation::message).stream()
            .toList();
    // Argo CD says a little later by a condition, too, why the last sync failed.
    var errors =
        conditions.stream()
            .filter(Condition::error)
            .filter(condition -> failed.isEmpty() || !condition.type().equals("SyncError"))
            .map(Condition::toString);
    var degraded = health.status() == HealthStatus.DEGRADED ? unwell : List.<String>of();
    return Stream.of(failed.stream(), Stream.of(health.message()), degraded.stream(), errors)
        .flatMap(all -> all)
        .filter(words -> !words.isEmpty())
        .distinct()
        .toList();
  }
}
