package belay.deliver.live;

import belay.deliver.live.LiveJudge.Verdict;
import belay.kube.Container;
import belay.kube.FieldOwner;
import belay.kube.LiveObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What was found for one service in one environment: the same image in the same container of the
/// same workload once, with the number of Pods that have it.
final class LiveFindings {
  private final LiveImage.Target target;
  private final Map<Key, LiveImage> found = new LinkedHashMap<>();

  LiveFindings(LiveImage.Target target) {
    this.target = target;
  }

  private record Key(String resource, String container, String image, LiveState state) {}

  List<LiveImage> all() {
    return List.copyOf(found.values());
  }

  /// Whether anything is not as Git wants it.
  boolean hasViolation() {
    return found.values().stream()
        .anyMatch(image -> image.state().severity() == LiveState.Severity.VIOLATION);
  }

  /// An image of a template, or of Pods.
  ///
  /// @param pods in how many Pods it was seen
  void add(
      LiveObject object,
      Container container,
      LiveState state,
      Verdict verdict,
      Optional<FieldOwner> by,
      int pods) {
    var key = new Key(object.toString(), name(container), container.image(), state);
    found.merge(
        key,
        new LiveImage(
            target,
            object.namespace(),
            key.resource,
            key.container,
            Optional.of(key.image),
            verdict.wanted().map(Object::toString),
            state,
            pods,
            by,
            verdict.commit(),
            LiveAdvice.message(state, verdict),
            LiveAdvice.help(state, target, object, by)),
        (known, more) -> known.with(more.pods()));
  }

  /// One more Pod with what a template has.
  ///
  /// @return whether that is known
  boolean count(LiveObject object, Container container) {
    var known =
        found.keySet().stream()
            .filter(key ->
                key.resource.equals(object.toString())
                    && key.container.equals(name(container))
                    && key.image.equals(container.image()))
            .findFirst();
    known.ifPresent(key -> found.computeIfPresent(key, (_, image) -> image.with(1)));
    return known.isPresent();
  }

  /// Nothing, where Git wants something.
  ///
  /// @param object what should have Pods; empty where there is not even that
  void absent(
      Optional<LiveObject> object,
      Optional<String> wanted,
      Optional<FieldOwner> by,
      String message,
      String help) {
    var resource = object.map(LiveObject::toString).orElse("");
    found.put(
        new Key(resource, "", wanted.orElse(""), LiveState.NOT_RUNNING),
        new LiveImage(
            target,
            object.map(LiveObject::namespace).orElse(""),
            resource,
            "",
            Optional.empty(),
            wanted,
            LiveState.NOT_RUNNING,
            0,
            by,
            Optional.empty(),
            message,
            help));
  }

  private static String name(Container container) {
    return container.role() == Container.Role.CONTAINER
        ? container.name()
        : "%s (%s)".formatted(container.name(), container.role());
  }
}
