package belay.registry.push;

import belay.image.Repository;
import java.util.List;

/// What is asked of a push: where to, and under which tags.
///
/// @param tags may be empty: then the image is there by its digest alone
public record Push(Repository target, List<String> tags) {
  public Push {
    tags = tags.stream().distinct().toList();
    tags.forEach(target::tagged);
  }
}
