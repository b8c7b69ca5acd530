package belay.registry.push;

import belay.image.Digest;
import belay.image.Repository;
import belay.registry.auth.Scopes;
import belay.registry.content.KnownBlobs;
import belay.registry.content.PushDestination;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/// From which repository each blob of a push may be taken over.
///
/// @param others repositories beside the target; few, since a token must allow to read each
record BlobSources(Repository target, Map<Digest, String> from, Set<String> others) {
  private static final int MOST_OTHERS = 4;

  static BlobSources of(Repository target, Collection<Digest> blobs, KnownBlobs.Hints hints) {
    Map<Digest, String> from = new LinkedHashMap<>();
    Set<String> others = new LinkedHashSet<>();
    for (var blob : blobs) {
      var source = hints.source(blob, target);
      if (source.equals(target.path())) {
        continue;
      }
      if (others.contains(source) || others.size() < MOST_OTHERS) {
        others.add(source);
        from.put(blob, source);
      }
    }
    return new BlobSources(target, from, others);
  }

  /// Without any but the target.
  BlobSources ownOnly() {
    return new BlobSources(target, Map.of(), Set.of());
  }

  /// The target where no other is known: a mount from itself asks whether the blob is there.
  String source(Digest blob) {
    return from.getOrDefault(blob, target.path());
  }

  boolean isElsewhere(Digest blob) {
    return from.containsKey(blob);
  }

  PushDestination withScopes() {
    var scopes = Scopes.push(target.path());
    for (var other : others) {
      scopes = scopes.and(Scopes.pull(other));
    }
    return new PushDestination(target, scopes);
  }
}
