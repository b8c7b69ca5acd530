package belay.yaml.image;

import belay.yaml.tree.KeyPath;
import belay.yaml.tree.Scalars;
import belay.yaml.tree.YamlNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Where something that looks like an image stands in a values file.
///
/// @param naming the way to it, and by which keys
/// @param place `file:line:column`
/// @param form how it is written
/// @param text what it says, such as `old/api:1.0`
public record ImageSite(ImageNaming naming, String place, Form form, String text) {
  /// How an image is written.
  public enum Form {
    /// Repository and tag or digest by keys: it can be pinned.
    MAPPING,
    /// The whole reference as one text: it cannot.
    TEXT,
    /// A tag or a repository alone, such as `imageTag`: it cannot.
    PART
  }

  /// The way to it.
  public KeyPath path() {
    return naming.path();
  }

  /// The line of `belay.yaml` that makes this the image of a service.
  ///
  /// @param usual what the keys are called unless a service says otherwise
  public String yaml(String service, ImageKeys usual) {
    return yaml(service, setting(usual));
  }

  /// The line of `belay.yaml` that says where the image of a service is.
  public static String yaml(String service, KeyPath path) {
    return yaml(service, path.yaml());
  }

  private static String yaml(String service, String setting) {
    return "services: {%s: {images: {main: %s}}}".formatted(service, setting);
  }

  /// The settings that say so, by their keys below the image's name; one without keys where the
  /// path alone is enough.
  public Map<List<String>, String> settings(ImageKeys usual) {
    Map<List<String>, String> settings = new LinkedHashMap<>();
    var keys = differing(usual);
    settings.put(keys.isEmpty() ? List.of() : List.of("path"), path().toString());
    keys.forEach((what, name) -> settings.put(List.of("keys", what), name));
    return settings;
  }

  private String setting(ImageKeys usual) {
    var keys =
        differing(usual).entrySet().stream()
            .map(key -> key.getKey() + ": " + Scalars.write(key.getValue(), YamlNode.Style.PLAIN))
            .collect(Collectors.joining(", "));
    return keys.isEmpty() ? path().yaml() : "{path: %s, keys: {%s}}".formatted(path().yaml(), keys);
  }

  private Map<String, String> differing(ImageKeys usual) {
    var common = usual.byName();
    var differing = new LinkedHashMap<>(naming.keys().byName());
    differing.entrySet().removeAll(common.entrySet());
    return differing;
  }
}
