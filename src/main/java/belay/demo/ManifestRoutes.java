package belay.demo;

import belay.image.Digest;
import belay.image.Repository;
import com.fasterxml.jackson.jr.ob.JSON;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Manifests, tags and referrers (distribution specification, "Pull", "Push", "Content Discovery").
final class ManifestRoutes {
  private static final int LARGEST = 4 << 20;
  private static final String DIGEST = "Docker-Content-Digest";
  private static final String INDEX = "application/vnd.oci.image.index.v1+json";

  private final RegistryStore store;

  ManifestRoutes(RegistryStore store) {
    this.store = store;
  }

  Answer manifest(HttpExchange exchange, Repository repository, Route.Reference reference)
      throws IOException {
    return switch (exchange.getRequestMethod()) {
      case "GET", "HEAD" -> get(repository, reference);
      case "PUT" -> put(exchange, repository, reference);
      case "DELETE" -> delete(repository, reference);
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
    var answer =
        Answer.empty(201)
            .with("Location", "/v2/%s/manifests/%s".formatted(repository.path(), digest))
            .with(DIGEST, digest);
    return document.subject().map(subject -> answer.with("OCI-Subject", subject)).orElse(answer);
  }

  /// Parts first, the tag last: whoever finds the tag finds everything.
  private Digest store(
      Repository repository, Route.Reference reference, PushedManifest document, byte[] bytes)
      throws IOException {
    checkParts(repository, document);
    var digest = digest(reference, bytes);
    store.keep(bytes, digest);
    store.addManifest(repository, digest, document.mediaType());
    if (document.subject().isPresent()) {
      store.addReferrer(repository, document.subject().get(), digest);
    }
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

  private Answer delete(Repository repository, Route.Reference reference) throws IOException {
    var there =
        switch (reference) {
          case Route.Reference.Tag(var name) -> store.removeTag(repository, name);
          case Route.Reference.Content(var digest) -> store.removeManifest(repository, digest);
        };
    if (!there) {
      throw unknown();
    }
    return Answer.empty(202);
  }

  Answer tags(HttpExchange exchange, Repository repository) throws IOException {
    if (!store.exists(repository)) {
      throw new RegistryError(404, "NAME_UNKNOWN", "no such repository");
    }
    var query = Query.of(exchange.getRequestURI());
    var last = query.get("last").orElse("");
    var tags = store.tags(repository).stream().filter(tag -> tag.compareTo(last) > 0).toList();
    var n = query.get("n").filter(text -> text.matches("\\d{1,9}")).map(Integer::parseInt);
    var page = n.filter(size -> size < tags.size()).map(size -> tags.subList(0, size)).orElse(tags);
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("name", repository.path());
    body.put("tags", page);
    var answer = Answer.bytes(200, "application/json", JSON.std.asBytes(body));
    return page.size() == tags.size() || page.isEmpty()
        ? answer
        : answer.with(
            "Link",
            "</v2/%s/tags/list?n=%d&last=%s>; rel=\"next\""
                .formatted(repository.path(), page.size(), page.getLast()));
  }

  Answer referrers(HttpExchange exchange, Repository repository, Digest subject)
      throws IOException {
    var wanted = Query.of(exchange.getRequestURI()).get("artifactType");
    List<Object> found = new ArrayList<>();
    for (var digest : store.referrersOf(repository, subject)) {
      var bytes = Files.readAllBytes(store.content(digest));
      var type = store.manifestType(repository, digest).orElseThrow(ManifestRoutes::unknown);
      var document = PushedManifest.parse(type, bytes);
      if (wanted.isEmpty() || wanted.equals(document.artifactType())) {
        found.add(document.descriptor(digest, bytes.length));
      }
    }
    Map<String, Object> index = new LinkedHashMap<>();
    index.put("schemaVersion", 2);
    index.put("mediaType", INDEX);
    index.put("manifests", found);
    var answer = Answer.bytes(200, INDEX, JSON.std.asBytes(index));
    return wanted.isPresent() ? answer.with("OCI-Filters-Applied", "artifactType") : answer;
  }

  private static RegistryError unknown() {
    return new RegistryError(404, "MANIFEST_UNKNOWN", "manifest unknown");
  }
}
