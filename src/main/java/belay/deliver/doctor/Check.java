package belay.deliver.doctor;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// One thing that was looked at.
///
/// @param phase the step of the way that it belongs to
/// @param id what it is called by programs, such as `chart-digest`
/// @param evidence what was seen, for people
/// @param cure the command or edit that mends it; empty where nothing is to be mended
public record Check(Phase phase, String id, Outcome outcome, String evidence, String cure) {
  /// The steps of the way to digests.
  public enum Phase {
    CHARTS(1, "charts take digests"),
    REPOSITORY(2, "the repository has its structure, and digests"),
    PIPELINES(3, "pipelines pin what they build"),
    ARGOCD(4, "Argo CD is there and allowed to deliver"),
    ROLLOUT(5, "what is in Git is what runs, by itself");

    private final int number;
    private final String title;

    Phase(int number, String title) {
      this.number = number;
      this.title = title;
    }

    /// What has to be true in the end.
    public String title() {
      return title;
    }

    /// The one of a number.
    public static Optional<Phase> of(int number) {
      return Stream.of(values()).filter(phase -> phase.number == number).findFirst();
    }

    /// 1 to 5.
    public int number() {
      return number;
    }
  }

  /// What came of it.
  public enum Outcome {
    OK,
    /// It works, and could be better.
    WARNING,
    /// It does not do what digests need.
    FAULT,
    /// It could not be looked at.
    UNKNOWN;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
