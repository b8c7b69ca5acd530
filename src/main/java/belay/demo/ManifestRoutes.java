package belay.demo;

import belay.image.Digest;
import belay.image.Repository;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Optional;

/// Manifests and their tags (distribution specification, "Pull" and "Push").
final class ManifestRoutes {
  private static final int LARGEST = 4 << 20;
  private static final String DIGEST = "Docker-Content-Digest";

  private final RegistryStore store;

  ManifestRoutes(RegistryStore store) {
    this.store = store;
  }

  Answer manifest(HttpExchange exchange, Repository repository, Route.Reference reference)
      throws IOException {
    return switch (exchange.getRequestMethod()) {
      case "GET", "HEAD" -> get(repository, reference);
      case "PUT" -> put(exchange, repository, reference);
      default -> throw new RegistryError(405, "UNSUPPORTED", "no such method here");
    };
  }

  private Answer get(Repository repository, Route.Reference reference) throws IOException {
    var digest = digest(repository, reference).orElseThrow(ManifestRoutes::unknown);
    var type = store.manifestType(repository, digest).orElseThrow(ManifestRoutes::unknown);
    return Answer.bytes(200, type, Files.readAllBytes(store.content(digest))).with(DIGEST, digest);
  }

  private Optional<Digest> digest(Repository repository, Route.Reference reference)
      throws IOException {
    return switch (reference) {
      case Route.Reference.Tag(var name) -> store.tag(repository, name);
      case Route.Reference.Content(var digest) -> Optional.of(digest);
    };
  }

  private Answer put(HttpExchange exchange, Repository repository, Route.Reference reference)
      throws IOException {
    var bytes = exchange.getRequestBody().readNBytes(LARGEST + 1);
    if (bytes.length > LARGEST) {
      throw new RegistryError(413, "SIZE_INVALID", "a manifest has at most 4 MiB");
    }
    var type =
        Optional.ofNullable(exchange.getRequestHeaders().getFirst("Content-Type"))
            .orElseThrow(() -> new RegistryError(400, "MANIFEST_INVALID", "no Content-Type"));
    var document = PushedManifest.parse(type, bytes);
    var digest = store(repository, reference, document, bytes);
    return Answer.empty(201)
        .with("Location", "/v2/%s/manifests/%s".formatted(repository.path(), digest))
        .with(DIGEST, digest);
  }

  /// Parts first, the tag last: whoever finds the tag finds everything.
  private Digest store(
      Repository repository, Route.Reference reference, PushedManifest document, byte[] bytes)
      throws IOException {
    checkParts(repository, document);
    var digest = digest(reference, bytes);
    store.keep(bytes, digest);
    store.addManifest(repository, digest, document.mediaType());
    if (reference instanceof Route.Reference.Tag(var name)) {
      store.putTag(repository, name, digest);
    }
    return digest;
  }

  private static Digest digest(Route.Reference reference, byte[] bytes) {
    if (reference instanceof Route.Reference.Content(var wanted)) {
      if (!wanted.names(bytes)) {
        throw new RegistryError(400, "DIGEST_INVALID", "the manifest is not " + wanted);
      }
      return wanted;
    }
    return Digest.of(bytes);
  }

  private void checkParts(Repository repository, PushedManifest document) throws IOException {
    for (var blob : document.blobs()) {
      if (!store.hasBlob(repository, blob)) {
        throw new RegistryError(400, "MANIFEST_BLOB_UNKNOWN", "there is no blob " + blob);
      }
    }
    for (var manifest : document.manifests()) {
      if (store.manifestType(repository, manifest).isEmpty()) {
        throw new RegistryError(400, "MANIFEST_BLOB_UNKNOWN", "there is no manifest " + manifest);
      }
    }
  }

  private static RegistryError unknown() {
    return new RegistryError(404, "MANIFEST_UNKNOWN", "manifest unknown");
  }
}
