package belay.deliver.live;

import belay.failure.Failure;
import belay.failure.Kind;
import belay.host.Log;
import belay.kube.ClusterReader;
import belay.kube.KubeApi;
import belay.kube.LiveObject;
import belay.kube.Resource;
import belay.kube.Snapshot;
import belay.net.Json;
import belay.net.JsonFields;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A cluster itself.
final class ClusterSource implements LiveSource {
  private static final JsonFields FIELDS =
      JsonFields.of(
          Stream.concat(
                  Stream.of("metadata continue"),
                  ApplicationView.FIELDS.stream().map(field -> "items " + field))
              .toArray(String[]::new));

  private final KubeApi api;
  private final ClusterReader reader;
  private final Optional<Map<String, ApplicationView>> applications;

  private ClusterSource(
      KubeApi api, ClusterReader reader, Optional<Map<String, ApplicationView>> applications) {
    this.api = api;
    this.reader = reader;
    this.applications = applications;
  }

  /// @param namespace where Argo CD's Applications are, where they are in this cluster
  static ClusterSource open(KubeApi api, Log log, String namespace) {
    return new ClusterSource(api, new ClusterReader(api, log), applications(api, log, namespace));
  }

  /// Nobody who may look at Pods has to be allowed to look at Argo CD.
  private static Optional<Map<String, ApplicationView>> applications(
      KubeApi api, Log log, String namespace) {
    try {
      return Optional.of(
          api.list(Resource.APPLICATIONS, namespace, FIELDS, ApplicationView::of).stream()
              .collect(
                  Collectors.toMap(
                      ApplicationView::name, Function.identity(), (first, _) -> first)));
    } catch (Failure failure) {
      if (failure.kind() != Kind.AUTH && failure.kind() != Kind.NOT_FOUND) {
        throw failure;
      }
      log.explain(() -> "Applications are not shown: " + failure.what());
      return Optional.empty();
    }
  }

  @Override
  public Optional<ApplicationView> application(String name) {
    return applications.map(all -> all.get(name));
  }

  @Override
  public boolean showsApplications() {
    return applications.isPresent();
  }

  @Override
  public Snapshot read(List<LiveTarget> targets) {
    var namespaces = new TreeSet<String>();
    targets.forEach(target -> namespaces.addAll(target.namespaces()));
    return reader.read(namespaces);
  }

  @Override
  public Optional<Json> whole(LiveObject object) {
    return reader.whole(object);
  }

  @Override
  public boolean isAutoscaled(LiveObject object) {
    return reader.isAutoscaled(object);
  }

  @Override
  public void close() {
    api.close();
  }
}
