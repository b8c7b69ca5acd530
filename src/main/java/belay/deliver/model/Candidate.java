package belay.deliver.model;

import belay.yaml.image.ImageKeys;
import belay.yaml.image.ImageSite;

/// An image in a values file that a service may mean.
///
/// @param path the way to it
/// @param place `file:line:column`
/// @param text what it says, such as `old/api:1.0`
/// @param lines what makes it the service's image in `belay.yaml`
public record Candidate(String path, String place, String text, String lines) {
  /// What is told of an image that was found, and how to choose it.
  public static Candidate of(ImageSite site, String service, ImageKeys usual) {
    return new Candidate(
        site.path().toString(), site.place(), site.text(), site.yaml(service, usual));
  }
}
