package belay.registry.content;

import belay.failure.Failure;
import belay.failure.Kind;
import belay.image.Digest;
import belay.image.ImageRef;
import belay.image.Platform;
import belay.layout.oci.Descriptor;
import belay.layout.oci.Manifest;
import belay.layout.oci.MediaTypes;
import belay.registry.auth.Scopes;
import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Finds one platform's image: in an index, in the indexes inside it, or as an image that is for
/// this platform alone.
public final class Platforms {
  private static final int DEEPEST = 4;
  private static final String UNKNOWN = "unknown";

  private final Manifests manifests;
  private final Blobs blobs;

  public Platforms(Manifests manifests, Blobs blobs) {
    this.manifests = manifests;
    this.blobs = blobs;
  }

  /// The digest of the image for a platform.
  ///
  /// @param root what `ref` names
  public Digest choose(ImageRef ref, Manifests.Found root, Platform wanted) {
    List<Platform> seen = new ArrayList<>();
    var manifest = root.parsed();
    var chosen =
        isIndex(root.mediaType(), manifest)
            ? inIndex(ref, manifest, new Search(wanted, seen, 0))
            : single(ref, root, manifest, new Search(wanted, seen, 0));
    return chosen.orElseThrow(() -> none(ref, wanted, seen));
  }

  /// All platforms that an image is for; none where it does not say.
  ///
  /// @param root what `ref` names
  public List<Platform> all(ImageRef ref, Manifests.Found root) {
    var manifest = root.parsed();
    List<Platform> all = new ArrayList<>();
    if (isIndex(root.mediaType(), manifest)) {
      collect(ref, manifest, all, 0);
    } else if (manifest.config().isPresent()) {
      all.add(platform(ref, blobs.read(ref.repository(), manifest.config().get())));
    }
    return List.copyOf(all);
  }

  /// The digests of all manifests in an index and in the indexes inside it; none for a single
  /// image.
  ///
  /// @param root what `ref` names
  public Set<Digest> members(ImageRef ref, Manifests.Found root) {
    Set<Digest> members = new HashSet<>();
    members(ref, root.parsed(), members, 0);
    return members;
  }

  private void members(ImageRef ref, Manifest index, Set<Digest> members, int depth) {
    for (var entry : index.manifests()) {
      members.add(entry.digest());
      if (depth < DEEPEST && MediaTypes.isIndex(entry.mediaType())) {
        members(ref, child(ref, entry).parsed(), members, depth + 1);
      }
    }
  }

  /// Refuses an index that leads to nothing that could be run. Indexes in it are read only where it
  /// lists nothing else.
  ///
  /// @param root what `ref` names
  public void requireImage(ImageRef ref, Manifests.Found root) {
    if (!leadsToImage(ref, root, 0)) {
      throw new Failure(
          Kind.REFUSED,
          "%s is an index with no image in it".formatted(ref),
          "build and push it again, with a platform at least");
    }
  }

  private boolean leadsToImage(ImageRef ref, Manifests.Found found, int depth) {
    var manifest = found.parsed();
    if (!isIndex(found.mediaType(), manifest)) {
      return true;
    }
    var entries = manifest.manifests();
    return entries.stream().anyMatch(entry -> !MediaTypes.isIndex(entry.mediaType()))
        || (depth < DEEPEST
            && entries.stream().anyMatch(entry -> leadsToImage(ref, child(ref, entry), depth + 1)));
  }

  private void collect(ImageRef ref, Manifest index, List<Platform> all, int depth) {
    for (var entry : index.manifests()) {
      if (depth < DEEPEST && MediaTypes.isIndex(entry.mediaType())) {
        collect(ref, child(ref, entry).parsed(), all, depth + 1);
      } else {
        entry.platform().filter(found -> !found.os().equals(UNKNOWN)).ifPresent(all::add);
      }
    }
  }

  private record Search(Platform wanted, List<Platform> seen, int depth) {
    Search deeper() {
      return new Search(wanted, seen, depth + 1);
    }
  }

  /// The same platform to the letter before one that is as good.
  private Optional<Digest> inIndex(ImageRef ref, Manifest index, Search search) {
    Optional<Digest> accepted = Optional.empty();
    for (var entry : index.manifests()) {
      var platform = entry.platform().filter(found -> !found.os().equals(UNKNOWN));
      platform.filter(found -> !search.seen.contains(found)).ifPresent(search.seen::add);
      if (platform.equals(Optional.of(search.wanted))) {
        return Optional.of(entry.digest());
      }
      if (accepted.isEmpty() && platform.filter(search.wanted::accepts).isPresent()) {
        accepted = Optional.of(entry.digest());
      }
    }
    return accepted.or(() -> inNested(ref, index, search));
  }

  private Optional<Digest> inNested(ImageRef ref, Manifest index, Search search) {
    for (var entry : index.manifests()) {
      if (search.depth < DEEPEST && MediaTypes.isIndex(entry.mediaType())) {
        var nested = child(ref, entry);
        var found = inIndex(ref, nested.parsed(), search.deeper());
        if (found.isPresent()) {
          return found;
        }
      }
    }
    return Optional.empty();
  }

  private Manifests.Found child(ImageRef ref, Descriptor entry) {
    var child = ref.repository().pinned(entry.digest());
    return manifests
        .get(child, Scopes.pull(ref.repository().path()))
        .orElseThrow(() ->
            new Failure(Kind.NOT_FOUND, "%s, which %s names, is gone".formatted(child, ref), ""));
  }

  private Optional<Digest> single(
      ImageRef ref, Manifests.Found root, Manifest manifest, Search search) {
    var config =
        manifest
            .config()
            .orElseThrow(() ->
                new Failure(
                    Kind.REFUSED, "%s does not say what platform it is for".formatted(ref), ""));
    var platform = platform(ref, blobs.read(ref.repository(), config));
    search.seen.add(platform);
    return search.wanted.accepts(platform) ? Optional.of(root.digest()) : Optional.empty();
  }

  private static Platform platform(ImageRef ref, byte[] config) {
    try {
      var map = JSON.std.mapFrom(config);
      if (map.get("os") instanceof String os
          && map.get("architecture") instanceof String architecture) {
        return new Platform(os, architecture, map.get("variant") instanceof String v ? v : "");
      }
    } catch (IOException _) {
      // told below
    }
    throw new Failure(
        Kind.REFUSED, "%s does not say what platform it is for".formatted(ref), "leave --platform");
  }

  private static boolean isIndex(String mediaType, Manifest manifest) {
    return MediaTypes.isIndex(mediaType) || !manifest.manifests().isEmpty();
  }

  private static Failure none(ImageRef ref, Platform wanted, List<Platform> seen) {
    var help =
        seen.isEmpty()
            ? "it names no platform"
            : "it is there for "
                + String.join(", ", seen.stream().map(Platform::toString).toList());
    return new Failure(Kind.NOT_FOUND, "no image for %s in %s".formatted(wanted, ref), help);
  }
}
