package belay.config.verify;

import java.util.List;

/// A kind of custom resource, and where it names images.
///
/// @param group the API group, such as `example.com`
/// @param kind such as `Widget`
/// @param images paths such as `spec.image` or `spec.steps[].image`
public record ImageKind(String group, String kind, List<String> images) {
  public ImageKind {
    images = List.copyOf(images);
  }
}
