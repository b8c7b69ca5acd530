package belay.config;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// One stage that services are delivered to.
///
/// @param name a folder's name in the repository
/// @param images what may stand in its values files
/// @param promoteFrom the environment that promotions come from
/// @param protect whether a delivery asks first, or needs `--yes`
/// @param gate what it asks of images
public record Environment(
    String name, Images images, Optional<String> promoteFrom, boolean protect, Gate gate) {
  /// An environment that asks nothing of images.
  public Environment(String name, Images images, Optional<String> promoteFrom, boolean protect) {
    this(name, images, promoteFrom, protect, Gate.OPEN);
  }

  /// What a values file may name an image by.
  public enum Images {
    /// Tags, too: where developers try things.
    ANY,
    /// Digests alone.
    DIGEST;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// The environments of the recommended structure.
  static List<Environment> recommended() {
    return List.of(
        new Environment("development", Images.ANY, Optional.empty(), false),
        new Environment("staging", Images.DIGEST, Optional.of("development"), false),
        new Environment("production", Images.DIGEST, Optional.of("staging"), false));
  }

  /// The names with commas between, for people.
  static String names(List<Environment> environments) {
    return String.join(", ", environments.stream().map(Environment::name).toList());
  }

  /// An environment of which only a folder is known: by digest, and from nowhere.
  static Environment seen(String name) {
    return new Environment(name, Images.DIGEST, Optional.empty(), false);
  }
}
