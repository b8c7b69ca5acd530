package belay.registry.content;

import belay.failure.Failure;
import belay.failure.Kind;
import belay.image.Digest;
import belay.image.ImageRef;
import belay.image.Repository;
import belay.layout.oci.Descriptor;
import belay.layout.oci.Manifest;
import belay.layout.oci.MediaTypes;
import belay.net.Body;
import belay.net.Request;
import belay.net.Response;
import belay.registry.auth.Call;
import belay.registry.auth.RegistryErrors;
import belay.registry.auth.Scopes;
import java.net.URI;
import java.util.Optional;

/// Manifests and indexes of one registry, asked for and sent.
public final class Manifests {
  /// The limit of the reference implementation for what it takes.
  public static final int LARGEST = 4 << 20;

  /// Without all of these a registry answers 404, or with another manifest
  /// (opencontainers/distribution-spec#207).
  private static final String ACCEPT =
      String.join(
          ",",
          MediaTypes.OCI_INDEX,
          MediaTypes.OCI_MANIFEST,
          MediaTypes.DOCKER_INDEX,
          MediaTypes.DOCKER_MANIFEST);

  private static final String DIGEST = "Docker-Content-Digest";

  private final RegistryClient client;

  Manifests(RegistryClient client) {
    this.client = client;
  }

  /// A manifest with its bytes, whose hash was checked.
  @SuppressWarnings("ArrayRecordComponent") // read, never compared
  public record Found(Digest digest, String mediaType, byte[] bytes) {
    Manifest parsed() {
      return Manifest.parse(mediaType, bytes);
    }
  }

  /// The digest of what a reference names now, in one request where the registry says it in a
  /// header; empty when there is nothing. Registries need not say it (OCI: SHOULD), and some have
  /// no HEAD: then it is the hash of the content.
  public Optional<Digest> digest(ImageRef ref, Scopes scopes) {
    var response = client.send(call("HEAD", ref, scopes));
    if (response.status() == 404) {
      return Optional.empty();
    }
    if (response.ok()) {
      var digest = header(response).filter(answered -> answers(ref, answered));
      if (digest.isPresent()) {
        check(ref, digest.get());
        return digest;
      }
    }
    if (response.status() == 401 || response.temporary()) {
      throw RegistryErrors.failure(response, "asking for " + ref, ref.repository().registry());
    }
    return get(ref, scopes).map(Found::digest);
  }

  /// The manifest that a reference names now; empty when there is none.
  public Optional<Found> get(ImageRef ref, Scopes scopes) {
    var call = call("GET", ref, scopes);
    var response = client.send(call.with(call.request().limit(LARGEST)));
    if (response.status() == 404) {
      return Optional.empty();
    }
    if (!response.ok()) {
      throw RegistryErrors.failure(response, "asking for " + ref, ref.repository().registry());
    }
    return Optional.of(found(ref, response));
  }

  /// Sends a manifest; the registry's answer, whatever it is.
  public Response put(ImageRef ref, Descriptor descriptor, byte[] bytes, Scopes scopes) {
    var request =
        Request.of("PUT", uri(ref))
            .header("Content-Type", descriptor.mediaType())
            .body(new Body.Bytes(bytes));
    return client.send(new Call(request, ref.repository(), scopes));
  }

  /// The digest in an answer's header; empty when there is none that is one.
  public static Optional<Digest> header(Response response) {
    return response.header(DIGEST).map(String::strip).filter(Digest::isDigest).map(Digest::parse);
  }

  /// Whether a digest in a header says anything about a reference: one by another algorithm than
  /// the one asked for can be compared only with the content at hand.
  private static boolean answers(ImageRef ref, Digest answered) {
    return !(ref instanceof ImageRef.Pinned pinned)
        || pinned.digest().algorithm() == answered.algorithm();
  }

  /// What was asked for by digest must have that digest.
  private static void check(ImageRef ref, Digest answered) {
    if (ref instanceof ImageRef.Pinned(var _, var asked) && !asked.equals(answered)) {
      throw wrong(ref, "the registry answers with " + answered);
    }
  }

  private static Found found(ImageRef ref, Response response) {
    var bytes = response.body();
    var mediaType = mediaType(response);
    if (!isManifest(mediaType, bytes)) {
      throw noManifest(ref, mediaType, bytes);
    }
    if (ref instanceof ImageRef.Pinned(var _, var asked)) {
      if (!asked.names(bytes)) {
        throw wrong(ref, "the content has " + Digest.of(asked.algorithm(), bytes));
      }
      return new Found(asked, mediaType, bytes);
    }
    var said = header(response);
    if (said.isPresent() && !said.get().names(bytes)) {
      throw wrong(
          ref, "the registry says %s, the content has %s".formatted(said.get(), Digest.of(bytes)));
    }
    return new Found(said.orElseGet(() -> Digest.of(bytes)), mediaType, bytes);
  }

  /// The `Content-Type` without its parameters.
  private static String mediaType(Response response) {
    var type = response.header("Content-Type").orElse("");
    var end = type.indexOf(';');
    return (end < 0 ? type : type.substring(0, end)).strip();
  }

  /// A login page has a hash, too.
  private static boolean isManifest(String mediaType, byte[] bytes) {
    if (bytes.length == 0 || bytes[0] != '{') {
      return false;
    }
    try {
      var manifest = Manifest.parse(mediaType, bytes);
      return MediaTypes.isIndex(mediaType)
          || !manifest.manifests().isEmpty()
          || manifest.config().isPresent();
    } catch (Failure _) {
      return false;
    }
  }

  private static Failure noManifest(ImageRef ref, String mediaType, byte[] bytes) {
    var registry = ref.repository().registry();
    if (!MediaTypes.isIndex(mediaType) && !MediaTypes.isManifest(mediaType)) {
      return new Failure(
          Kind.UNREACHABLE,
          "what %s answers for %s is no manifest".formatted(registry, ref),
          "check the address: is it a registry's?");
    }
    var damaged =
        new Failure(
            Kind.REFUSED,
            "the manifest that %s has for %s is damaged".formatted(registry, ref),
            "build and push the image again");
    try {
      Manifest.parse(mediaType, bytes);
      return damaged;
    } catch (Failure why) {
      for (var cause : why.causes()) {
        damaged = damaged.because(cause);
      }
      return damaged;
    }
  }

  private static Failure wrong(ImageRef ref, String how) {
    return new Failure(
            Kind.REFUSED,
            "%s has another digest than it should".formatted(ref),
            "do not use this image; tell who runs the registry")
        .because(how);
  }

  private Call call(String method, ImageRef ref, Scopes scopes) {
    var request = Request.of(method, uri(ref)).header("Accept", ACCEPT);
    return new Call(request, ref.repository(), scopes);
  }

  private URI uri(ImageRef ref) {
    return client.endpoint().uri(path(ref.repository()) + "/manifests/" + reference(ref));
  }

  /// Without a switch over patterns: the start-up cache does not hold what that needs, and it costs
  /// each run 8 ms.
  private static String reference(ImageRef ref) {
    if (ref instanceof ImageRef.Pinned pinned) {
      return pinned.digest().toString();
    }
    var tagged = ref instanceof ImageRef.Named named ? named.latest() : (ImageRef.Tagged) ref;
    return tagged.tag();
  }

  static String path(Repository repository) {
    return "/v2/" + repository.path();
  }
}
