package belay.manifest;

import belay.yaml.tree.YamlNode;

/// An image in a manifest.
///
/// @param object the object that it stands in
/// @param role what it is there for
/// @param container the container's name, or the volume's; empty where it has none
/// @param path where it stands, such as `spec.template.spec.containers[0].image`
/// @param node its value; the container where the image is missing
/// @param reference what is written; empty where it is missing or empty
public record ManifestImage(
    KubeObject object,
    ImageRole role,
    String container,
    String path,
    YamlNode node,
    String reference) {
  /// Whether it is known that an image is run from there; else it only looks so.
  public boolean certain() {
    return role.certain();
  }

  /// What it is worth.
  public ReferenceForm form() {
    return ReferenceForm.of(reference);
  }
}
