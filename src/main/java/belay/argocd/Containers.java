package belay.argocd;

import belay.image.ImageRef;
import java.util.List;

/// Whether an Application that is synced and well really runs images: Pods are what counts, since
/// manifests may be well that use another image.
public final class Containers {
  private Containers() {}

  /// What one image is doing.
  public sealed interface Sight {
    /// A Pod runs it.
    record Runs() implements Sight {}

    /// No Pod of its repository is there, which is as the manifests want it: scaled to zero, or a
    /// job that is not due.
    record NoPod() implements Sight {}

    /// Not there.
    ///
    /// @param what what is there instead, in words that follow the Application's name
    record Missing(String what) implements Sight {}
  }

  /// Looks for an image. The summary in the Application may be empty or lag behind; then the Pods
  /// themselves are asked for, and where there are none, the manifests.
  public static Sight look(ArgoCd argocd, AppState app, ImageRef.Pinned image) {
    if (app.images().stream().anyMatch(text -> is(text, image))) {
      return new Sight.Runs();
    }
    var pods = argocd.pods(app.name()).stream().flatMap(List::stream).distinct().toList();
    if (pods.stream().anyMatch(text -> is(text, image))) {
      return new Sight.Runs();
    }
    var others = ofRepository(pods, image);
    if (!others.isEmpty()) {
      return new Sight.Missing(
          "its Pods run %s, not %s".formatted(String.join(", ", others), image.digest()));
    }
    return argocd.manifestsHold(app.name(), image.digest().toString())
        ? new Sight.NoPod()
        : new Sight.Missing(
            "neither its Pods nor its manifests name %s: does the chart use the digest?"
                .formatted(image));
  }

  /// Those of some images that are of the same repository as another one.
  public static List<String> ofRepository(List<String> images, ImageRef image) {
    return images.stream()
        .filter(text ->
            ImageRef.read(text)
                .filter(ref -> ref.repository().equals(image.repository()))
                .isPresent())
        .toList();
  }

  private static boolean is(String text, ImageRef.Pinned image) {
    return ImageRef.read(text).filter(image::equals).isPresent();
  }
}
