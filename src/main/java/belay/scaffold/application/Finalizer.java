package belay.scaffold.application;

/// What Argo CD does with the resources of an Application that is deleted.
public enum Finalizer {
  /// Deletes them, and the Application after the last of them.
  FOREGROUND("resources-finalizer.argocd.argoproj.io"),
  /// Deletes the Application and lets Kubernetes delete the rest.
  BACKGROUND("resources-finalizer.argocd.argoproj.io/background"),
  /// Leaves them: a database must not go because a file went.
  NONE("");

  private final String text;

  Finalizer(String text) {
    this.text = text;
  }

  /// What a service of a group gets unless somebody says otherwise.
  public static Finalizer usual(String group) {
    return group.equals(Service.INFRASTRUCTURE) ? NONE : FOREGROUND;
  }

  /// What Argo CD calls it; empty for none.
  String text() {
    return text;
  }

  /// The lines in `metadata`, none where it leaves things alone.
  String lines() {
    return text.isEmpty() ? "" : "finalizers:\n  - " + text;
  }
}
