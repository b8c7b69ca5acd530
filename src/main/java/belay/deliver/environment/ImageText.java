package belay.deliver.environment;

import belay.image.Repository;
import belay.yaml.image.ImageValues;
import java.util.Optional;

/// How values files write what an image is.
public final class ImageText {
  private ImageText() {}

  /// The repository as it is to stand in the file: the spelling that stands there is kept where it
  /// means the same (`nginx` for `docker.io/library/nginx`), since then no byte need change.
  public static String repository(ImageValues before, Repository repository) {
    return before
        .repository()
        .filter(text -> Repositories.read(text).filter(repository::equals).isPresent())
        .orElse(repository.toString());
  }

  /// `repository@digest` or `repository:tag`, as the file has it; empty where it names no version.
  public static Optional<String> reference(ImageValues values) {
    var repository = values.repository().orElse("");
    return values
        .digest()
        .filter(digest -> !digest.isBlank())
        .map(digest -> repository + "@" + digest)
        .or(() -> values.tag().filter(tag -> !tag.isBlank()).map(tag -> repository + ":" + tag));
  }
}
