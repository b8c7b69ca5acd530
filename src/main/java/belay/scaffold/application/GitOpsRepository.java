package belay.scaffold.application;

import belay.scaffold.template.KubernetesName;
import java.util.List;

/// A GitOps repository as Argo CD sees it.
///
/// @param url the address that Argo CD fetches from
/// @param branch the branch that it follows
/// @param project the AppProject of the services
/// @param argocd the namespace of Argo CD
/// @param applications the folder of the Applications
/// @param autoSync whether Applications sync by themselves, but for those of Tilt
/// @param stages the environments, in order of promotion
public record GitOpsRepository(
    String url,
    String branch,
    String project,
    String argocd,
    String applications,
    boolean autoSync,
    List<Stage> stages) {
  public GitOpsRepository {
    KubernetesName.PROJECT.check(project);
    KubernetesName.NAMESPACE.check(argocd);
    stages = List.copyOf(stages);
  }

  /// Whether the Applications of an environment sync by themselves.
  boolean syncs(Stage stage) {
    return autoSync && !stage.tilt();
  }

  /// The AppProject of the Applications themselves.
  public String applicationsProject() {
    return project + "-apps";
  }
}
