package belay.registry.content;

import belay.failure.Failure;
import belay.failure.Kind;
import belay.image.Digest;
import belay.image.Repository;
import belay.layout.oci.Descriptor;
import belay.net.Body;
import belay.net.Request;
import belay.net.Response;
import belay.registry.auth.Call;
import belay.registry.auth.RegistryErrors;
import belay.registry.auth.Scopes;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// Blobs of one registry: read, looked for, taken over from other repositories, uploads begun.
public final class Blobs {
  private static final int LARGEST_READ = 4 << 20;
  private static final int PARTIAL = 206;

  private final RegistryClient client;

  Blobs(RegistryClient client) {
    this.client = client;
  }

  /// How an upload began: the blob is there, or is to be sent to a place.
  public sealed interface Begun {
    record There() implements Begun {}

    record Sendable(URI location) implements Begun {}
  }

  /// A small blob, such as an image's configuration, its hash checked.
  public byte[] read(Repository repository, Descriptor blob) {
    var request = Request.of("GET", uri(repository, "/blobs/" + blob.digest())).limit(LARGEST_READ);
    var doing = "reading %s of %s".formatted(blob.digest().abbreviated(), repository);
    var response = client.send(new Call(request, repository, Scopes.pull(repository.path())));
    if (!response.ok()) {
      throw RegistryErrors.failure(response, doing, repository.registry());
    }
    if (!blob.digest().names(response.body())) {
      throw new Failure(
          Kind.REFUSED,
          "%s@%s has another digest than it should".formatted(repository, blob.digest()),
          "do not use this image; tell who runs the registry");
    }
    return response.body();
  }

  /// A part of a blob, in memory.
  ///
  /// @param end the offset behind the last byte wanted
  public byte[] read(Repository repository, Descriptor blob, long start, long end) {
    var length = Math.toIntExact(end - start);
    var request =
        Request.of("GET", uri(repository, "/blobs/" + blob.digest()))
            .header("Range", "bytes=%d-%d".formatted(start, end - 1))
            .limit(length);
    var doing = "reading %s of %s".formatted(blob.digest().abbreviated(), repository);
    var response = client.send(new Call(request, repository, Scopes.pull(repository.path())));
    var whole = start == 0 && end == blob.size();
    if (response.status() == PARTIAL || (response.ok() && whole)) {
      if (response.body().length == length) {
        return response.body();
      }
      throw new Failure(
          Kind.REFUSED,
          "%s answers with %d bytes where %d were asked for"
              .formatted(repository.registry(), response.body().length, length),
          "copy the image with another tool, such as skopeo copy --all");
    }
    throw RegistryErrors.failure(response, doing, repository.registry());
  }

  /// Whether a repository has a blob.
  public boolean exists(PushDestination target, Digest digest) {
    var request = Request.of("HEAD", uri(target.repository(), "/blobs/" + digest));
    return client.send(target.call(request)).ok();
  }

  /// Asks the registry to take a blob over from one of its repositories, which may be the target
  /// itself; the same request begins the upload when it does not. Registries that refuse to hear of
  /// it are asked for an upload alone.
  public Begun mount(PushDestination target, Digest digest, String from) {
    var query = "?mount=%s&from=%s".formatted(encode(digest.toString()), encode(from));
    try {
      var response = post(target, query);
      return response.ok() ? begun(response).orElseGet(() -> begin(target)) : begin(target);
    } catch (Failure failure) {
      if (failure.kind() != Kind.AUTH) {
        throw failure;
      }
      return begin(target); // who may not read there may still send here
    }
  }

  /// Begins an upload.
  public Begun.Sendable begin(PushDestination target) {
    var response = post(target, "");
    if (response.ok() && response.header("Location").isPresent()) {
      return new Begun.Sendable(client.location(response));
    }
    throw RegistryErrors.failure(
        response, "pushing to " + target.repository(), target.repository().registry());
  }

  private Optional<Begun> begun(Response response) {
    if (response.status() == 201) {
      return Optional.of(new Begun.There());
    }
    return response.header("Location").isPresent()
        ? Optional.of(new Begun.Sendable(client.location(response)))
        : Optional.empty();
  }

  private Response post(PushDestination target, String query) {
    var request = Request.of("POST", uri(target.repository(), "/blobs/uploads/" + query));
    return client.send(target.call(request.body(new Body.None())));
  }

  private URI uri(Repository repository, String rest) {
    return client.endpoint().uri(Manifests.path(repository) + rest);
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
