package belay.deliver.environment;

import belay.config.Config;
import belay.failure.Failure;
import belay.failure.Kind;
import belay.image.Repository;
import java.util.Optional;

/// Which repository a service's image comes from when nobody says.
public final class Repositories {
  private Repositories() {}

  /// The one that the values file names, else the default registry's one of the service's name.
  public static Repository of(Target target, Config config) {
    return target
        .before()
        .repository()
        .filter(text -> !text.isBlank())
        .map(text -> parse(text, target))
        .or(() -> config.registry().map(r -> Repository.parse(r + "/" + target.wanted().service())))
        .orElseThrow(() ->
            new Failure(
                Kind.USAGE,
                "%s names no image repository for \"%s\""
                    .formatted(target.file(), target.wanted().service()),
                "pass the whole reference once: %s=REPOSITORY@DIGEST, or set registry: in belay.yaml"
                    .formatted(target.wanted().service())));
  }

  /// A repository as a values file has it; empty where the text is none.
  public static Optional<Repository> read(String text) {
    try {
      return Optional.of(Repository.parse(text));
    } catch (Failure notOne) {
      return Optional.empty();
    }
  }

  private static Repository parse(String text, Target target) {
    return read(text)
        .orElseThrow(() ->
            new Failure(
                Kind.REFUSED,
                "%s: \"%s\" is not an image repository".formatted(target.file(), text),
                "pass the whole reference: %s=REPOSITORY:TAG"
                    .formatted(target.wanted().service())));
  }
}
