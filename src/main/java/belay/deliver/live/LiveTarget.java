package belay.deliver.live;

import belay.config.Environment.Images;
import belay.image.ImageRef;
import belay.image.Repository;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A service in an environment, and what Git wants of it.
///
/// @param key for whom
/// @param images what may stand in this environment
/// @param newest what the newest commit wants, by the image's name
/// @param applied the same at the commit that Argo CD has applied
/// @param appliedCommit that commit; empty where it is the newest, or not known
/// @param namespaces where its Pods are
record LiveTarget(
    LiveImage.Target key,
    Images images,
    Map<String, ImageRef> newest,
    Map<String, ImageRef> applied,
    Optional<String> appliedCommit,
    Set<String> namespaces) {
  LiveTarget {
    newest = Map.copyOf(newest);
    applied = Map.copyOf(applied);
    namespaces = Set.copyOf(namespaces);
  }

  /// What is wanted of a repository at the applied commit, else at the newest.
  List<ImageRef> wanted(Repository repository) {
    var now = of(applied, repository);
    return now.isEmpty() ? of(newest, repository) : now;
  }

  /// What the newest commit wants of a repository.
  List<ImageRef> newest(Repository repository) {
    return of(newest, repository);
  }

  private static List<ImageRef> of(Map<String, ImageRef> images, Repository repository) {
    return images.values().stream().filter(image -> image.repository().equals(repository)).toList();
  }
}
