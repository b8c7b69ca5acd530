package belay.deliver.model;

import belay.image.ImageRef;
import java.util.Optional;

/// One image of one service in one environment, before and after.
///
/// @param service the service's name
/// @param image the name of the image among the service's; `main` where it has one
/// @param environment the environment's name
/// @param file the values file, from the repository's root
/// @param previous what the values file pinned before, as `repository@digest` or `repository:tag`;
///   empty where it pinned nothing
/// @param now what it pins after
/// @param changed whether any byte of the file changes for it
public record Pin(
    String service,
    String image,
    String environment,
    String file,
    Optional<String> previous,
    ImageRef.Pinned now,
    boolean changed) {
  /// The name of a service's image where it has only one, or of the first among several.
  public static final String MAIN = "main";

  /// `api`, or `api/sidecar` for an image beside the main one.
  public String name() {
    return name(service, image);
  }

  /// The same for an image that is not pinned, or not yet.
  public static String name(String service, String image) {
    return image.equals(MAIN) ? service : service + "/" + image;
  }

  /// The digest that was there before, where it was one.
  public Optional<String> previousDigest() {
    return previous.filter(p -> p.indexOf('@') >= 0).map(p -> p.substring(p.indexOf('@') + 1));
  }
}
