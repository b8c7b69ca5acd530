package belay.deliver.live;

import belay.failure.Failure;
import belay.image.Digest;
import belay.image.ImageRef;
import belay.registry.Registry;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;

/// Which manifests belong to an index: they are one image. Each is asked of its registry once.
final class IndexMembers {
  private final Registry registry;
  private final Map<ImageRef.Pinned, Optional<Set<Digest>>> known = new ConcurrentHashMap<>();
  private final Set<String> unknown = new ConcurrentSkipListSet<>();

  IndexMembers(Registry registry) {
    this.registry = registry;
  }

  /// The digests of the manifests in an index, none where it is no index; empty where its registry
  /// does not say.
  Optional<Set<Digest>> of(ImageRef.Pinned index) {
    return known.computeIfAbsent(index, this::ask);
  }

  private Optional<Set<Digest>> ask(ImageRef.Pinned index) {
    try {
      return Optional.of(registry.members(index));
    } catch (Failure failure) {
      unknown.add("what belongs to %s: %s".formatted(index, failure.what()));
      return Optional.empty();
    }
  }

  /// What registries did not say, and why.
  Collection<String> unknown() {
    return Set.copyOf(unknown);
  }
}
