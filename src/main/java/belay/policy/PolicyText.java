package belay.policy;

import belay.config.verify.Exemption;
import belay.yaml.tree.YamlText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// What the objects of every engine have in common.
final class PolicyText {
  private static final String LABEL = "app.kubernetes.io/managed-by";

  /// People ask what may stand; the cluster does not read it.
  private static final String EXEMPTIONS = "belay/exemptions";

  private PolicyText() {}

  /// Documents one after the other.
  static String of(List<Map<String, ?>> objects) {
    return objects.stream().map(YamlText::of).collect(Collectors.joining("---\n"));
  }

  static Map<String, Object> metadata(String name, List<Exemption> exemptions) {
    var metadata = object("name", name);
    metadata.put("labels", Map.of(LABEL, "belay"));
    if (!exemptions.isEmpty()) {
      metadata.put(
          "annotations",
          Map.of(
              EXEMPTIONS,
              exemptions.stream().map(PolicyText::words).collect(Collectors.joining("\n")) + "\n"));
    }
    return metadata;
  }

  private static String words(Exemption exemption) {
    var what =
        List.of(
                part("repositories", exemption.repositories()),
                part("namespaces", exemption.namespaces()),
                part("resources", exemption.resources()))
            .stream()
            .filter(text -> !text.isEmpty())
            .collect(Collectors.joining("; "));
    var until = exemption.until().map(day -> ", until " + day).orElse("");
    return "%s%s: %s".formatted(what, until, exemption.reason().replaceAll("\\s+", " ").strip());
  }

  private static String part(String name, List<String> items) {
    return items.isEmpty() ? "" : name + " " + String.join(", ", items);
  }

  /// An object that further fields may be put into. A list is copied: what stands in a text twice
  /// as one and the same would become an anchor and its alias.
  static Map<String, Object> object(String key, Object value) {
    Map<String, Object> object = new LinkedHashMap<>();
    put(object, key, value);
    return object;
  }

  private static void put(Map<String, Object> object, String key, Object value) {
    object.put(key, value instanceof List<?> list ? new ArrayList<>(list) : value);
  }

  /// An object of these fields in this order.
  static Map<String, Object> object(String key, Object value, Object... more) {
    var object = object(key, value);
    for (var i = 0; i < more.length; i += 2) {
      put(object, (String) more[i], more[i + 1]);
    }
    return object;
  }
}
