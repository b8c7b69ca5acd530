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
/// @param cluster the address of the cluster that new Applications go to; empty for Argo CD's own
/// @param namespace the namespace that they go to; empty for `PROJECT-ENVIRONMENT`
public record Environment(
    String name,
    Images images,
    Optional<String> promoteFrom,
    boolean protect,
    Optional<String> cluster,
    Optional<String> namespace) {
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
        usual("development", Images.ANY, Optional.empty()),
        usual("staging", Images.DIGEST, Optional.of("development")),
        usual("production", Images.DIGEST, Optional.of("staging")));
  }

  /// The names with commas between, for people.
  static String names(List<Environment> environments) {
    return String.join(", ", environments.stream().map(Environment::name).toList());
  }

  /// An environment of which only a folder is known: by digest, and from nowhere.
  static Environment seen(String name) {
    return usual(name, Images.DIGEST, Optional.empty());
  }

  private static Environment usual(String name, Images images, Optional<String> promoteFrom) {
    return new Environment(name, images, promoteFrom, false, Optional.empty(), Optional.empty());
  }
}
