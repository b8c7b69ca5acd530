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
/// @param context the kubeconfig's context that reaches its cluster; empty for the one in use
/// @param namespace the namespace that they go to; empty for `PROJECT-ENVIRONMENT`
/// @param gate what it asks of images
public record Environment(
    String name,
    Images images,
    Optional<String> promoteFrom,
    boolean protect,
    Optional<String> cluster,
    Optional<String> context,
    Optional<String> namespace,
    Gate gate) {
  /// An environment in the usual cluster and namespace that asks nothing of images.
  public Environment(String name, Images images, Optional<String> promoteFrom, boolean protect) {
    this(
        name,
        images,
        promoteFrom,
        protect,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Gate.OPEN);
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
