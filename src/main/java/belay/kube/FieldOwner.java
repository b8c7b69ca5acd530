package belay.kube;

import belay.net.Json;
import belay.net.Redaction;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Who set a field of an object last, as the API server keeps it (`metadata.managedFields`).
///
/// @param manager the program, such as `kubectl-set`
/// @param operation `Apply` or `Update`
/// @param subresource such as `scale`; empty for the object itself
/// @param time when, in RFC 3339
public record FieldOwner(String manager, String operation, String subresource, String time) {
  /// Who set the image of a container.
  ///
  /// @param object with its `managedFields`
  public static List<FieldOwner> ofImage(Json object, Container container) {
    var item = "k:{\"name\":\"%s\"}".formatted(container.name());
    var image =
        container.role() == Container.Role.VOLUME
            ? Stream.of("f:image", "f:reference")
            : Stream.of("f:image");
    var rest = Stream.concat(Stream.of("f:" + container.role().key(), item), image).toList();
    return Stream.of(
            List.of("f:spec"),
            List.of("f:spec", "f:template", "f:spec"),
            List.of("f:spec", "f:jobTemplate", "f:spec", "f:template", "f:spec"))
        .flatMap(before -> of(object, Stream.concat(before.stream(), rest.stream()).toList()))
        .toList();
  }

  /// Who set the number of Pods.
  public static List<FieldOwner> ofReplicas(Json object) {
    return of(object, List.of("f:spec", "f:replicas")).toList();
  }

  /// Who made an object for its owner.
  public static List<FieldOwner> ofCreation(Json object) {
    return of(object, List.of("f:metadata", "f:ownerReferences")).toList();
  }

  private static Stream<FieldOwner> of(Json object, List<String> path) {
    return object.at("metadata", "managedFields").items().stream()
        .filter(entry -> has(entry.at("fieldsV1"), path))
        .map(entry ->
            new FieldOwner(
                Redaction.text(entry.at("manager").text()),
                Redaction.text(entry.at("operation").text()),
                Redaction.text(entry.at("subresource").text()),
                Redaction.text(entry.at("time").text())));
  }

  /// A field that ends above the path stands for all below it: lists of which the API server does
  /// not know the keys have one owner.
  private static boolean has(Json fields, List<String> path) {
    var here = fields;
    for (var key : path) {
      here = here.at(key);
      if (!here.isPresent()) {
        return false;
      }
      if (here.keys().isEmpty()) {
        return true;
      }
    }
    return true;
  }

  /// The one who came last.
  public static Optional<FieldOwner> last(List<FieldOwner> owners) {
    return owners.stream().max((one, two) -> one.time.compareTo(two.time));
  }
}
