package belay.kube;

import belay.net.Json;
import belay.net.JsonFields;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Objects as the API has them.
public final class LiveObjectReader {
  private static final String TRACKING = "argocd.argoproj.io/tracking-id";
  private static final String INSTANCE = "app.kubernetes.io/instance";

  /// What is kept of a list's workloads.
  static final JsonFields WORKLOADS =
      JsonFields.of(
          listed(
              Stream.of(
                      meta(),
                      Stream.of("spec replicas"),
                      images("spec template spec "),
                      images("spec jobTemplate spec template spec "))
                  .flatMap(paths -> paths)));

  static final JsonFields AUTOSCALERS =
      JsonFields.of(listed(Stream.of("metadata namespace", "spec scaleTargetRef")));

  /// What is kept of a list's Pods.
  static final JsonFields PODS =
      JsonFields.of(
          listed(
              Stream.of(meta(), Stream.of("status phase"), images("spec "), statuses())
                  .flatMap(paths -> paths)));

  private LiveObjectReader() {}

  private static String[] listed(Stream<String> paths) {
    return Stream.concat(
            Stream.of("metadata continue", "metadata remainingItemCount"),
            paths.map(path -> "items " + path))
        .toArray(String[]::new);
  }

  private static Stream<String> meta() {
    return Stream.of(
        "apiVersion",
        "kind",
        "metadata name",
        "metadata namespace",
        "metadata uid",
        "metadata ownerReferences",
        "metadata deletionTimestamp",
        "metadata annotations " + TRACKING,
        "metadata labels " + INSTANCE);
  }

  private static Stream<String> images(String below) {
    return Stream.of(Container.Role.values())
        .flatMap(role -> Stream.of("name", "image").map(key -> below + role.key() + " " + key));
  }

  private static Stream<String> statuses() {
    return Stream.of("containerStatuses", "initContainerStatuses", "ephemeralContainerStatuses")
        .flatMap(list -> Stream.of("name", "imageID").map(key -> "status " + list + " " + key));
  }

  /// A Deployment, a Job, or whatever else may make Pods.
  ///
  /// @param apiVersion as it is known, since objects of a list do not say; empty where they do
  /// @param kind the same
  public static Workload workload(Json json, String apiVersion, String kind) {
    var spec = json.at("spec");
    var job = spec.at("jobTemplate", "spec", "template", "spec");
    var template = job.isPresent() ? job : spec.at("template", "spec");
    return new Workload(
        object(json, apiVersion, kind), spec.at("replicas").number(), containers(template));
  }

  /// Whether an object is an autoscaler of another one.
  public static boolean scales(Json json, LiveObject object) {
    var target = json.at("spec", "scaleTargetRef");
    return target.at("kind").text().equals(object.kind())
        && target.at("name").text().equals(object.name())
        && json.at("metadata", "namespace").text().equals(object.namespace());
  }

  /// A Pod.
  public static Pod pod(Json json) {
    return new Pod(
        object(json, "v1", "Pod"),
        json.at("status", "phase").text(),
        json.at("metadata", "deletionTimestamp").isPresent(),
        containers(json.at("spec")),
        running(json.at("status")));
  }

  private static LiveObject object(Json json, String apiVersion, String kind) {
    var meta = json.at("metadata");
    return new LiveObject(
        apiVersion.isEmpty() ? json.at("apiVersion").text() : apiVersion,
        kind.isEmpty() ? json.at("kind").text() : kind,
        meta.at("namespace").text(),
        meta.at("name").text(),
        meta.at("uid").text(),
        meta.at("ownerReferences").items().stream().map(LiveObjectReader::owner).toList(),
        Stream.of(meta.at("annotations", TRACKING), meta.at("labels", INSTANCE))
            .map(Json::text)
            .filter(text -> !text.isEmpty())
            .findFirst());
  }

  private static Owner owner(Json json) {
    return new Owner(
        json.at("apiVersion").text(),
        json.at("kind").text(),
        json.at("name").text(),
        json.at("uid").text());
  }

  private static List<Container> containers(Json spec) {
    List<Container> containers = new ArrayList<>();
    for (var role : Container.Role.values()) {
      for (var item : spec.at(role.key()).items()) {
        var image =
            role == Container.Role.VOLUME ? item.at("image", "reference") : item.at("image");
        if (!image.text().isEmpty()) {
          containers.add(new Container(role, item.at("name").text(), image.text()));
        }
      }
    }
    return containers;
  }

  private static List<Pod.Running> running(Json status) {
    return Stream.of(
            running(status, "containerStatuses", Container.Role.CONTAINER),
            running(status, "initContainerStatuses", Container.Role.INIT),
            running(status, "ephemeralContainerStatuses", Container.Role.EPHEMERAL))
        .flatMap(found -> found)
        .toList();
  }

  private static Stream<Pod.Running> running(Json status, String key, Container.Role role) {
    return status.at(key).items().stream()
        .filter(item -> !item.at("imageID").text().isEmpty())
        .map(item -> new Pod.Running(role, item.at("name").text(), item.at("imageID").text()));
  }
}
