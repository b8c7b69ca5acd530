package belay.argocd;

/// What one look at an Application says about a deployment.
public sealed interface Verdict {
  /// Argo CD has brought our revision to the cluster and everything is well; which images run there
  /// is still to be seen.
  record Settled() implements Verdict {}

  /// Not there yet.
  ///
  /// @param what what is awaited, in words that follow the Application's name
  record Awaited(String what) implements Verdict {}

  /// Unwell with our revision, which may pass: it counts when it lasts.
  record Ailing(String what) implements Verdict {}

  /// Argo CD has given up on our revision.
  record Failed(String what) implements Verdict {}
}
