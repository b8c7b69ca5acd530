package belay.deliver.live;

import belay.config.Environment;
import belay.failure.Failure;
import belay.failure.Kind;
import belay.host.Host;
import belay.host.Log;
import belay.kube.KubeApi;
import belay.kube.config.ClusterAccess;
import belay.kube.config.Kubeconfig;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Which cluster an environment is in: the context that is named for it, else the one whose cluster
/// has the address that is named for it, else the current one.
record Clusters(Host host, Log log, LiveRequest request) {
  /// Argo CD's name for the cluster that it is in itself.
  private static final String ITS_OWN = "https://kubernetes.default.svc";

  /// The environments of each cluster.
  Map<ClusterAccess, List<Environment>> of(List<Environment> environments) {
    var kubeconfig = Kubeconfig.load(host, request.kubeconfig());
    Map<ClusterAccess, List<Environment>> clusters = new LinkedHashMap<>();
    for (var environment : environments) {
      clusters
          .computeIfAbsent(access(kubeconfig, environment), _ -> new ArrayList<>())
          .add(environment);
    }
    return clusters;
  }

  private ClusterAccess access(Kubeconfig kubeconfig, Environment environment) {
    var named = request.context().or(environment::context);
    if (named.isPresent()) {
      return kubeconfig.context(named.get());
    }
    return environment
        .cluster()
        .filter(address -> !address.equals(ITS_OWN))
        .map(address ->
            kubeconfig.contextOf(address).orElseThrow(() -> unreached(environment, address)))
        .orElseGet(kubeconfig::current);
  }

  /// Another cluster than the one that is meant proves nothing.
  private static Failure unreached(Environment environment, String address) {
    return new Failure(
        Kind.USAGE,
        "no context of the kubeconfig reaches %s, the cluster of %s"
            .formatted(address, environment.name()),
        "say context: of %s in belay.yaml, or pass --context".formatted(environment.name()));
  }

  KubeApi api(ClusterAccess access) {
    return KubeApi.open(host, log, access);
  }

  LiveSource open(ClusterAccess access, String namespace) {
    return ClusterSource.open(api(access), log, namespace);
  }
}
