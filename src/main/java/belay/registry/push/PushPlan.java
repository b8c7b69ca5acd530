package belay.registry.push;

import belay.failure.Failure;
import belay.failure.Kind;
import belay.image.Digest;
import belay.layout.ImageSource;
import belay.layout.oci.Descriptor;
import belay.layout.oci.Manifest;
import belay.registry.content.Manifests;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/// All that an image consists of: its blobs, each once, and its manifests, those that are named
/// before those that name them.
///
/// @param documents the root last
public record PushPlan(Map<Digest, Descriptor> blobs, List<Document> documents) {
  private static final int DEEPEST = 8;
  private static final int MOST = 10_000;

  /// A manifest or index, its bytes, the blobs it names, and those that may not be distributed.
  @SuppressWarnings("ArrayRecordComponent") // sent, never compared
  record Document(Descriptor descriptor, byte[] bytes, Set<Digest> blobs, List<Digest> foreign) {}

  public PushPlan {
    blobs = Collections.unmodifiableMap(new LinkedHashMap<>(blobs));
    documents = List.copyOf(documents);
  }

  /// Reads an image's documents from the root down.
  public static PushPlan of(ImageSource source) {
    var reading = new Reading(source, new LinkedHashMap<>(), new LinkedHashMap<>());
    reading.add(source.root(), 0);
    return new PushPlan(reading.blobs, List.copyOf(reading.documents.values()));
  }

  Document root() {
    return documents.getLast();
  }

  Collection<Document> children() {
    return documents.subList(0, documents.size() - 1);
  }

  Descriptor blob(Digest digest) {
    return Objects.requireNonNull(blobs.get(digest));
  }

  private record Reading(
      ImageSource source, Map<Digest, Descriptor> blobs, Map<Digest, Document> documents) {
    void add(Descriptor descriptor, int depth) {
      if (documents.containsKey(descriptor.digest())) {
        return;
      }
      checkBounds(descriptor, depth);
      var bytes = source.manifest(descriptor);
      var manifest = Manifest.parse(descriptor.mediaType(), bytes);
      manifest.manifests().forEach(child -> add(child, depth + 1));
      documents.put(
          descriptor.digest(), new Document(descriptor, bytes, named(manifest), foreign(manifest)));
    }

    private void checkBounds(Descriptor descriptor, int depth) {
      if (depth > DEEPEST) {
        throw new Failure(
            Kind.REFUSED,
            "the image has indexes in indexes, more than %d deep".formatted(DEEPEST),
            "build it again with one index of all platforms");
      }
      if (documents.size() >= MOST) {
        throw new Failure(
            Kind.REFUSED,
            "the image has more than %d manifests".formatted(MOST),
            "build it again for the platforms that are needed");
      }
      if (descriptor.size() > Manifests.LARGEST) {
        throw new Failure(
            Kind.REFUSED,
            "the manifest %s is said to have %d bytes, at most %d are taken"
                .formatted(descriptor.digest(), descriptor.size(), Manifests.LARGEST),
            "build the image again; registries take manifests of at most 4 MiB");
      }
    }

    private Set<Digest> named(Manifest manifest) {
      Set<Digest> named = new LinkedHashSet<>();
      var all = new ArrayList<>(manifest.layers());
      manifest.config().ifPresent(all::add);
      for (var blob : all) {
        if (!isForeign(blob)) {
          named.add(blob.digest());
          blobs.putIfAbsent(blob.digest(), blob);
        }
      }
      return named;
    }
  }

  private static List<Digest> foreign(Manifest manifest) {
    return manifest.layers().stream().filter(PushPlan::isForeign).map(Descriptor::digest).toList();
  }

  /// Layers that may not be distributed stay where their URLs say, as with docker, skopeo and
  /// crane.
  private static boolean isForeign(Descriptor blob) {
    return blob.mediaType().contains("nondistributable") || blob.mediaType().contains(".foreign.");
  }
}
