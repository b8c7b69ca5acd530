package belay.deliver.live;

import belay.argocd.ArgoCd;
import belay.failure.Failure;
import belay.failure.Kind;
import belay.kube.LiveObject;
import belay.kube.LiveObjectReader;
import belay.kube.Pod;
import belay.kube.Snapshot;
import belay.kube.Workload;
import belay.net.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Gatherers;

/// Argo CD, for who has no access to the cluster itself: it shows what it has made, and what that
/// has made.
final class ArgoCdSource implements LiveSource {
  private static final int AT_ONCE = 8;
  private static final List<String> GROUPS = List.of("apps", "batch", "argoproj.io", "autoscaling");

  private final ArgoCd argocd;
  private final Map<String, Optional<ApplicationView>> known = new ConcurrentHashMap<>();
  private final Map<String, Json> objects = new ConcurrentHashMap<>();

  private ArgoCdSource(ArgoCd argocd) {
    this.argocd = argocd;
  }

  static ArgoCdSource of(ArgoCd argocd) {
    return new ArgoCdSource(argocd);
  }

  @Override
  public Optional<ApplicationView> application(String name) {
    return known.computeIfAbsent(name, this::ask);
  }

  @Override
  public boolean showsApplications() {
    return true;
  }

  private Optional<ApplicationView> ask(String name) {
    try {
      return Optional.of(ApplicationView.of(argocd.application(name)));
    } catch (Failure failure) {
      if (failure.kind() == Kind.NOT_FOUND) {
        return Optional.empty();
      }
      throw failure;
    }
  }

  @Override
  public Snapshot read(List<LiveTarget> targets) {
    List<Workload> workloads = new ArrayList<>();
    List<Pod> pods = new ArrayList<>();
    for (var target : targets) {
      if (target.key().argocd().isPresent()) {
        read(target.key().application(), workloads, pods);
      }
    }
    return Snapshot.of(workloads, pods);
  }

  private void read(String application, List<Workload> workloads, List<Pod> pods) {
    argocd.nodes(application).stream()
        .filter(node -> node.kind().equals("Pod") || GROUPS.contains(node.group()))
        .gather(Gatherers.mapConcurrent(AT_ONCE, node -> argocd.object(application, node)))
        .flatMap(Optional::stream)
        .forEach(json -> {
          objects.put(json.at("metadata", "uid").text(), json);
          if (json.at("kind").text().equals("Pod")) {
            pods.add(LiveObjectReader.pod(json));
          } else {
            workloads.add(LiveObjectReader.workload(json, "", ""));
          }
        });
  }

  @Override
  public Optional<Json> whole(LiveObject object) {
    return Optional.ofNullable(objects.get(object.uid()));
  }

  @Override
  public boolean isAutoscaled(LiveObject object) {
    return objects.values().stream().anyMatch(json -> LiveObjectReader.scales(json, object));
  }

  @Override
  public void close() {
    argocd.close();
  }
}
