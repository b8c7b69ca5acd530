package belay.deliver.live;

import java.util.Locale;

/// How an image in the cluster stands to what Git wants.
public enum LiveState {
  /// What Git wants at the commit that Argo CD has applied.
  EQUAL(Severity.NONE),
  /// Not among the images of values files, but in the manifests that Argo CD applied.
  UNLISTED(Severity.NONE),
  /// Put into Pods when they were made, by an admission webhook.
  INJECTED(Severity.NOTE),
  /// What Git wanted at the commit that Argo CD has applied; its newest commit wants another.
  BEHIND(Severity.NOTE),
  /// In Pods that are being replaced, or that have not begun yet.
  ROLLING_OUT(Severity.NOTE),
  /// In the last run of a CronJob whose next one is right.
  OLDER_RUN(Severity.NOTE),
  /// What Git wanted at an earlier commit.
  OLDER(Severity.VIOLATION),
  /// By a tag where Git wants a digest.
  TAG(Severity.VIOLATION),
  /// An image that Git never named for this service.
  FOREIGN(Severity.VIOLATION),
  /// One platform's manifest of the image that Git wants, in its place.
  OTHER_PLATFORM(Severity.VIOLATION),
  /// The runtime runs other bytes than the specification names.
  OTHER_CONTENT(Severity.VIOLATION),
  /// A container that no manifest of Git's has.
  EXTRA(Severity.VIOLATION),
  /// Nothing runs where Git wants something.
  NOT_RUNNING(Severity.VIOLATION);

  private final Severity severity;

  LiveState(Severity severity) {
    this.severity = severity;
  }

  /// What a state means for the proof.
  public enum Severity {
    /// Nothing.
    NONE,
    /// Worth a word.
    NOTE,
    /// The cluster is not as Git wants it.
    VIOLATION;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public Severity severity() {
    return severity;
  }

  /// The id of the rule that speaks of it, such as `live-not-running`.
  public String rule() {
    return "live-" + this;
  }

  /// `not-running`.
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
