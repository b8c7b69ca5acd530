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
/// @param stages the environments, in order of promotion
public record GitOpsRepository(
    String url,
    String branch,
    String project,
    String argocd,
    String applications,
    List<Stage> stages) {
  public GitOpsRepository {
    KubernetesName.PROJECT.check(project);
    KubernetesName.NAMESPACE.check(argocd);
    stages = List.copyOf(stages);
  }

  /// The AppProject of the Applications themselves.
  public String applicationsProject() {
    return project + "-apps";
  }
}
