package belay.layout.oci;

import java.util.Set;

/// The media types of manifests and indexes, OCI's and Docker's.
public final class MediaTypes {
  public static final String OCI_INDEX = "application/vnd.oci.image.index.v1+json";
  public static final String OCI_MANIFEST = "application/vnd.oci.image.manifest.v1+json";
  public static final String DOCKER_INDEX =
      "application/vnd.docker.distribution.manifest.list.v2+json";
  public static final String DOCKER_MANIFEST =
      "application/vnd.docker.distribution.manifest.v2+json";

  private static final Set<String> INDEXES = Set.of(OCI_INDEX, DOCKER_INDEX);
  private static final Set<String> MANIFESTS = Set.of(OCI_MANIFEST, DOCKER_MANIFEST);

  private MediaTypes() {}

  /// Whether content of this type names other manifests.
  public static boolean isIndex(String mediaType) {
    return INDEXES.contains(mediaType);
  }

  /// Whether content of this type is one image's manifest.
  public static boolean isManifest(String mediaType) {
    return MANIFESTS.contains(mediaType);
  }
}
