package belay.registry.push;

import belay.failure.Failure;
import belay.failure.Kind;
import belay.host.Interrupts;
import belay.host.Progress;
import belay.image.Digest;
import belay.image.ImageRef;
import belay.image.Repository;
import belay.layout.ImageSource;
import belay.layout.oci.Descriptor;
import belay.net.Response;
import belay.registry.auth.RegistryErrors;
import belay.registry.auth.Scopes;
import belay.registry.content.Connection;
import belay.registry.content.Manifests;
import belay.registry.content.Parallel;
import java.util.ArrayList;
import java.util.List;

/// One push. For an image of N layers that the registry lacks it takes 2N + 4 requests: the tag's
/// HEAD, a POST and a PUT for each layer and the configuration, and the manifest's PUT. An image
/// that the tag names already takes one.
public final class Pusher {
  private final Connection connection;
  private final ImageSource source;
  private final Progress progress;
  private final int parallel;

  public Pusher(Connection connection, ImageSource source, Progress progress, int parallel) {
    this.connection = connection;
    this.source = source;
    this.progress = progress;
    this.parallel = parallel;
  }

  /// Pushes an image: its blobs, then its documents, the root last.
  public Pushed push(Push request) {
    Interrupts.stands(
        "interrupted", "run it again: what has arrived already is found there, and not sent twice");
    var before = connection.client().sent();
    var plan = PushPlan.of(source);
    var digest = plan.root().descriptor().digest();
    var image = request.target().pinned(digest);
    var names = names(request, image);
    var sources =
        BlobSources.of(
            request.target(),
            plan.blobs().keySet(),
            connection.known().hints(request.target().registry()));
    Look look;
    try {
      look = new Look(sources, missing(names, plan, sources));
    } catch (Failure failure) {
      if (failure.kind() != Kind.AUTH || sources.others().isEmpty()) {
        throw failure;
      }
      // a token for the target may be had where one that reads the others, too, is refused
      look = new Look(sources.ownOnly(), missing(names, plan, sources.ownOnly()));
    }
    var blobs = new BlobPusher(connection, source, progress, look.sources());
    if (look.missing().size() == names.size()) {
      send(plan, blobs, request.target());
    } else {
      blobs.counters().present(plan.blobs().size());
    }
    for (var name : look.missing()) {
      put(plan, plan.root(), name, blobs);
    }
    connection.known().remember(request.target(), plan.blobs().keySet());
    return blobs.counters().of(image, connection.client().sent() - before);
  }

  /// What the registry has so far.
  ///
  /// @param missing names that do not stand for the image yet
  private record Look(BlobSources sources, List<ImageRef> missing) {}

  /// What the image is to be called in the end. By its digest alone without tags, and first of all
  /// where the registry would hash a tagged manifest with another function than ours.
  private static List<ImageRef> names(Push request, ImageRef.Pinned image) {
    List<ImageRef> names = new ArrayList<>();
    if (request.tags().isEmpty() || image.digest().algorithm() != Digest.Algorithm.SHA256) {
      names.add(image);
    }
    request.tags().forEach(tag -> names.add(request.target().tagged(tag)));
    return names;
  }

  private List<ImageRef> missing(List<ImageRef> names, PushPlan plan, BlobSources sources) {
    var scopes = sources.withScopes().scopes();
    var root = plan.root().bytes();
    var found =
        Parallel.map(
            names,
            parallel,
            name ->
                connection
                    .manifests()
                    .digest(name, scopes)
                    .filter(digest -> digest.names(root))
                    .isPresent());
    List<ImageRef> missing = new ArrayList<>();
    for (var i = 0; i < names.size(); i++) {
      if (!found.get(i)) {
        missing.add(names.get(i));
      }
    }
    return missing;
  }

  /// Everything but the root, after everything was verified.
  private void send(PushPlan plan, BlobPusher blobs, Repository target) {
    verify(plan);
    Parallel.map(
        plan.blobs().values(),
        parallel,
        blob -> {
          blobs.push(blob);
          return blob;
        });
    for (var child : plan.children()) {
      put(plan, child, target.pinned(child.descriptor().digest()), blobs);
    }
  }

  private void verify(PushPlan plan) {
    var total = plan.blobs().values().stream().mapToLong(Descriptor::size).sum();
    try (var step = progress.start("verifying", total)) {
      Parallel.map(
          plan.blobs().values(),
          parallel,
          blob -> {
            source.verify(blob);
            step.advance(blob.size());
            return blob;
          });
    }
  }

  private void put(PushPlan plan, PushPlan.Document document, ImageRef name, BlobPusher blobs) {
    var scopes = blobs.target().scopes();
    var response = send(document, name, scopes);
    if (lacksBlobs(response)) {
      // a registry that said it has a blob, but in this repository has not
      Parallel.map(
          document.blobs(),
          parallel,
          digest -> {
            blobs.ensure(plan.blob(digest));
            return digest;
          });
      response = send(document, name, scopes);
      if (lacksBlobs(response) && !document.foreign().isEmpty()) {
        throw wantsForeign(document, name, response);
      }
    }
    if (!response.ok() && !isThereAlready(response, name, document, scopes)) {
      throw RegistryErrors.failure(response, "pushing " + name, name.repository().registry());
    }
    check(name, document, response, scopes);
  }

  /// However often it is tried: such a layer is never sent.
  private static Failure wantsForeign(
      PushPlan.Document document, ImageRef name, Response response) {
    var failure =
        new Failure(
            Kind.REFUSED,
            "%s does not take %s without a layer that may not be distributed"
                .formatted(name.repository().registry(), name),
            "allow the layer's address in the registry (docker's: validation.manifests.urls), or"
                + " build on a base without such layers");
    for (var layer : document.foreign()) {
      failure = failure.because("not sent: " + layer);
    }
    for (var words : RegistryErrors.words(response)) {
      failure = failure.because("the registry says: " + words);
    }
    return failure;
  }

  private Response send(PushPlan.Document document, ImageRef name, Scopes scopes) {
    return connection.manifests().put(name, document.descriptor(), document.bytes(), scopes);
  }

  private static boolean lacksBlobs(Response response) {
    return RegistryErrors.says(response, "MANIFEST_BLOB_UNKNOWN", "BLOB_UNKNOWN");
  }

  /// A tag that may not be moved refuses the second try of a PUT whose first answer was lost.
  private boolean isThereAlready(
      Response refusal, ImageRef name, PushPlan.Document document, Scopes scopes) {
    return switch (refusal.status()) {
      case 400, 403, 409, 412 ->
          connection
              .manifests()
              .digest(name, scopes)
              .filter(digest -> digest.names(document.bytes()))
              .isPresent();
      default -> false;
    };
  }

  /// The registry must have understood the same bytes as we have.
  private void check(ImageRef name, PushPlan.Document document, Response response, Scopes scopes) {
    var said =
        Manifests.header(response)
            .filter(_ -> response.ok())
            .or(() -> connection.manifests().digest(name, scopes));
    if (said.isEmpty() || !said.get().names(document.bytes())) {
      throw new Failure(
          Kind.REFUSED,
          "after the push %s has the digest %s, but ours is %s"
              .formatted(
                  name,
                  said.map(Digest::toString).orElse("of nothing"),
                  document.descriptor().digest()),
          "do not use this tag; push again, and tell who runs the registry");
    }
  }
}
