package belay.kube;

import belay.failure.Failure;
import belay.host.Log;
import belay.net.Json;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Gatherers;
import java.util.stream.Stream;

/// Reads what runs in some namespaces of a cluster.
public final class ClusterReader {
  private static final int AT_ONCE = 8;

  /// From so many namespaces on all are asked for at once.
  private static final int MANY = 8;

  /// How many objects of a kind a cluster may have for that.
  private static final int MOST = 20_000;

  private static final Map<String, String> KINDS =
      Map.of(
          "deployments", "Deployment",
          "replicasets", "ReplicaSet",
          "statefulsets", "StatefulSet",
          "daemonsets", "DaemonSet",
          "jobs", "Job",
          "cronjobs", "CronJob",
          "rollouts", "Rollout");

  private final KubeApi api;
  private final Log log;
  private final Map<String, Optional<Resource>> resources = new ConcurrentHashMap<>();

  public ClusterReader(KubeApi api, Log log) {
    this.api = api;
    this.log = log;
  }

  /// Every Pod there, and what makes them. Where the namespaces are many they are asked for all at
  /// once, unless that may not be, or the cluster has many more.
  ///
  /// @throws Failure (auth) where they may not be listed
  public Snapshot read(Collection<String> namespaces) {
    var kinds = Stream.concat(Resource.WORKLOADS.stream(), rollouts().stream()).toList();
    var everywhere =
        namespaces.size() < MANY
            ? Optional.<List<Pod>>empty()
            : api.listEverywhere(Resource.PODS, MOST, LiveObjectReader.PODS, LiveObjectReader::pod);
    if (everywhere.isPresent()) {
      var workloads =
          kinds.stream()
              .gather(Gatherers.mapConcurrent(AT_ONCE, kind -> everywhere(kind, namespaces)))
              .flatMap(List::stream)
              .filter(one -> namespaces.contains(one.object().namespace()))
              .toList();
      var pods =
          everywhere.get().stream()
              .filter(one -> namespaces.contains(one.object().namespace()))
              .toList();
      return snapshot(workloads, pods);
    }
    var workloads =
        atOnce(
            namespaces.stream()
                .flatMap(namespace -> kinds.stream().map(kind -> new Question(kind, namespace))),
            this::workloads);
    return snapshot(workloads, atOnce(namespaces.stream(), this::pods));
  }

  private Snapshot snapshot(List<Workload> workloads, List<Pod> pods) {
    List<Workload> all = new ArrayList<>(workloads);
    all.addAll(others(workloads, pods));
    return Snapshot.of(all, pods);
  }

  private record Question(Resource kind, String namespace) {}

  private static <Q, A> List<A> atOnce(Stream<Q> questions, Function<Q, List<A>> answer) {
    return questions
        .gather(Gatherers.mapConcurrent(AT_ONCE, answer))
        .flatMap(List::stream)
        .toList();
  }

  private List<Pod> pods(String namespace) {
    return api.list(Resource.PODS, namespace, LiveObjectReader.PODS, LiveObjectReader::pod);
  }

  private List<Workload> workloads(Question question) {
    return api.list(
        question.kind, question.namespace, LiveObjectReader.WORKLOADS, reading(question.kind));
  }

  private List<Workload> everywhere(Resource kind, Collection<String> namespaces) {
    return api.listEverywhere(kind, MOST, LiveObjectReader.WORKLOADS, reading(kind))
        .orElseGet(() ->
            atOnce(namespaces.stream().map(name -> new Question(kind, name)), this::workloads));
  }

  private static Function<Json, Workload> reading(Resource kind) {
    var name = KINDS.getOrDefault(kind.plural(), kind.plural());
    return json -> LiveObjectReader.workload(json, kind.apiVersion(), name);
  }

  private Optional<Resource> rollouts() {
    return resource(Resource.ROLLOUTS.apiVersion(), "Rollout");
  }

  private Optional<Resource> resource(String apiVersion, String kind) {
    return resources.computeIfAbsent(apiVersion + " " + kind, _ -> api.resource(apiVersion, kind));
  }

  /// What has made Pods and is of a kind that was not listed, step by step upwards.
  private List<Workload> others(List<Workload> workloads, List<Pod> pods) {
    Set<String> known = new HashSet<>();
    workloads.forEach(workload -> known.add(workload.object().uid()));
    List<Workload> others = new ArrayList<>();
    var open =
        Stream.concat(workloads.stream().map(Workload::object), pods.stream().map(Pod::object))
            .toList();
    while (!open.isEmpty()) {
      var found =
          missing(open, known)
              .gather(Gatherers.mapConcurrent(AT_ONCE, this::get))
              .flatMap(Optional::stream)
              .toList();
      others.addAll(found);
      open = found.stream().map(Workload::object).toList();
    }
    return others;
  }

  private record Missing(String namespace, Owner owner) {}

  private static Stream<Missing> missing(List<LiveObject> objects, Set<String> known) {
    return objects.stream()
        .flatMap(
            object -> object.owners().stream().map(owner -> new Missing(object.namespace(), owner)))
        .filter(missing -> known.add(missing.owner.uid()))
        .toList()
        .stream();
  }

  /// Empty where it is gone, or may not be read: then what it made is where the trail ends.
  private Optional<Workload> get(Missing missing) {
    var owner = missing.owner;
    try {
      return resource(owner.apiVersion(), owner.kind())
          .flatMap(kind -> api.get(kind, missing.namespace, owner.name()))
          .map(json -> LiveObjectReader.workload(json, owner.apiVersion(), owner.kind()))
          .filter(workload -> workload.object().uid().equals(owner.uid()));
    } catch (Failure refused) {
      log.explain(() -> "%s/%s: %s".formatted(owner.kind(), owner.name(), refused.what()));
      return Optional.empty();
    }
  }

  /// Whether an autoscaler changes the number of its Pods; not where autoscalers may not be seen.
  public boolean isAutoscaled(LiveObject object) {
    try {
      return api.list(
              Resource.AUTOSCALERS,
              object.namespace(),
              LiveObjectReader.AUTOSCALERS,
              json -> LiveObjectReader.scales(json, object))
          .contains(true);
    } catch (Failure refused) {
      log.explain(() -> "autoscalers: " + refused.what());
      return false;
    }
  }

  /// One object whole, such as for its `managedFields`; empty where it is gone.
  public Optional<Json> whole(LiveObject object) {
    return resource(object)
        .flatMap(resource -> api.get(resource, object.namespace(), object.name()));
  }

  private Optional<Resource> resource(LiveObject object) {
    if (object.kind().equals("Pod")) {
      return Optional.of(Resource.PODS);
    }
    return Resource.WORKLOADS.stream()
        .filter(kind ->
            kind.apiVersion().equals(object.apiVersion())
                && object.kind().equals(KINDS.get(kind.plural())))
        .findFirst()
        .or(() -> resource(object.apiVersion(), object.kind()));
  }
}
