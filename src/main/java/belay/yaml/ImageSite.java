package belay.yaml;

/// Where something that looks like an image stands in a values file.
///
/// @param path the way to it
/// @param place `file:line:column`
/// @param form how it is written
/// @param text what it says, such as `old/api:1.0`
public record ImageSite(KeyPath path, String place, Form form, String text) {
  /// How an image is written.
  public enum Form {
    /// Repository, tag and digest by keys: it can be pinned.
    MAPPING,
    /// The whole reference as one text: it cannot.
    TEXT,
    /// One of several keys beside others, such as `imageTag`: it cannot.
    PART
  }

  /// The line of `belay.yaml` that makes this the image of a service.
  public String yaml(String service) {
    return yaml(service, path);
  }

  /// The line of `belay.yaml` that says where the image of a service is.
  public static String yaml(String service, KeyPath path) {
    return "services: {%s: {images: {main: %s}}}".formatted(service, path.yaml());
  }
}
