package belay.registry;

import belay.failure.Failure;
import belay.failure.Kind;
import belay.host.Host;
import belay.host.Log;
import belay.host.Progress;
import belay.image.Digest;
import belay.image.ImageRef;
import belay.image.Platform;
import belay.image.Repository;
import belay.layout.ImageSource;
import belay.net.Http;
import belay.net.Timeouts;
import belay.net.tls.TlsSettings;
import belay.registry.auth.AuthFile;
import belay.registry.auth.Authorization;
import belay.registry.auth.CredentialStore;
import belay.registry.auth.Endpoint;
import belay.registry.auth.Logins;
import belay.registry.auth.Scopes;
import belay.registry.auth.TokenCache;
import belay.registry.content.Connection;
import belay.registry.content.KnownBlobs;
import belay.registry.content.Parallel;
import belay.registry.content.Platforms;
import belay.registry.content.RegistryClient;
import belay.registry.push.Push;
import belay.registry.push.PushPlan;
import belay.registry.push.Pushed;
import belay.registry.push.Pusher;
import belay.registry.signature.Signatures;
import belay.registry.signature.SignedPayload;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;

/// Registries, as one door: resolving references and pushing images. Safe for use by several
/// threads; closing it closes its connections, without which the process would end 300 ms later.
public final class Registry implements AutoCloseable {
  private static final int ASKED_PER_SENT = 2;

  private final Host host;
  private final Log log;
  private final RegistrySettings settings;
  private final Http http;
  private final Logins logins;
  private final KnownBlobs known;
  private final ConcurrentMap<String, Connection> connections = new ConcurrentHashMap<>();

  private Registry(Host host, Log log, RegistrySettings settings, Timeouts timeouts) {
    this.host = host;
    this.log = log;
    this.settings = settings;
    var tls =
        new TlsSettings(settings.caFile(), settings.clientCertificate(), settings.clientKey());
    this.http = new Http(host, log, tls, timeouts);
    this.logins = new Logins(http, new CredentialStore(host, log), new TokenCache(host));
    this.known = new KnownBlobs(host);
  }

  /// Prepares; nothing is read or connected to before the first question.
  public static Registry open(Host host, Log log, RegistrySettings settings) {
    return open(host, log, settings, Timeouts.usual());
  }

  /// The same, more or less patient.
  static Registry open(Host host, Log log, RegistrySettings settings, Timeouts timeouts) {
    return new Registry(host, log, settings, timeouts);
  }

  /// The digest that a reference stands for now. A pinned reference is checked to exist.
  ///
  /// @throws Failure (not found) when it stands for nothing
  public ImageRef.Pinned resolve(ImageRef ref) {
    var repository = ref.repository();
    var digest =
        connection(repository)
            .manifests()
            .digest(ref, Scopes.pull(repository.path()))
            .orElseThrow(() -> missing(ref));
    return repository.pinned(ref instanceof ImageRef.Pinned(var _, var asked) ? asked : digest);
  }

  /// The digest of the manifest for one platform, out of an index, or of an image that is for this
  /// platform.
  ///
  /// @throws Failure (not found) when there is none for it
  public ImageRef.Pinned resolve(ImageRef ref, Platform platform) {
    var repository = ref.repository();
    var connection = connection(repository);
    var root =
        connection
            .manifests()
            .get(ref, Scopes.pull(repository.path()))
            .orElseThrow(() -> missing(ref));
    var platforms = new Platforms(connection.manifests(), connection.blobs());
    return repository.pinned(platforms.choose(ref, root, platform));
  }

  /// Resolves many, several at once, the same one once; the answers are in the order of the
  /// questions, and the first failure in that order is thrown.
  public List<ImageRef.Pinned> resolveAll(List<ImageRef> refs) {
    return all(refs, this::resolve);
  }

  /// The same for images that are to run: each is read, still in one request, so that its digest is
  /// known from its content and an index with no image in it is refused. Docker Hub counts reading
  /// as a pull, and is only asked.
  public List<ImageRef.Pinned> images(List<ImageRef> refs) {
    return all(refs, ref -> isThere(ref).orElseThrow(() -> missing(ref)));
  }

  private List<ImageRef.Pinned> all(
      List<ImageRef> refs, Function<ImageRef, ImageRef.Pinned> resolving) {
    if (refs.size() == 1) {
      return List.of(resolving.apply(refs.getFirst()));
    }
    var distinct = List.copyOf(new LinkedHashSet<>(refs));
    var answers = Parallel.map(distinct, ASKED_PER_SENT * settings.parallel(), resolving);
    Map<ImageRef, ImageRef.Pinned> byRef = new HashMap<>();
    for (var i = 0; i < distinct.size(); i++) {
      byRef.put(distinct.get(i), answers.get(i));
    }
    List<ImageRef.Pinned> inOrder = new ArrayList<>();
    refs.forEach(ref -> inOrder.add(byRef.get(ref)));
    return inOrder;
  }

  /// Those of many images that their registries do not have, several asked at once.
  public List<ImageRef.Pinned> missing(List<ImageRef.Pinned> images) {
    var there =
        Parallel.map(
            images, ASKED_PER_SENT * settings.parallel(), image -> isThere(image).isPresent());
    List<ImageRef.Pinned> missing = new ArrayList<>();
    for (var i = 0; i < images.size(); i++) {
      if (!there.get(i)) {
        missing.add(images.get(i));
      }
    }
    return missing;
  }

  private Optional<ImageRef.Pinned> isThere(ImageRef ref) {
    var repository = ref.repository();
    var scopes = Scopes.pull(repository.path());
    var connection = connection(repository);
    if (repository.registry().equals(AuthFile.HUB)) {
      return connection.manifests().digest(ref, scopes).map(repository::pinned);
    }
    var found = connection.manifests().get(ref, scopes);
    found.ifPresent(
        root -> new Platforms(connection.manifests(), connection.blobs()).requireImage(ref, root));
    return found.map(root -> repository.pinned(root.digest()));
  }

  /// What each image is for: the platforms of an index, or the one of a single image.
  public List<List<Platform>> platforms(List<ImageRef.Pinned> images) {
    return Parallel.map(images, ASKED_PER_SENT * settings.parallel(), this::platforms);
  }

  private List<Platform> platforms(ImageRef.Pinned image) {
    var connection = connection(image.repository());
    var root =
        connection
            .manifests()
            .get(image, Scopes.pull(image.repository().path()))
            .orElseThrow(() -> missing(image));
    return new Platforms(connection.manifests(), connection.blobs()).all(image, root);
  }

  /// The manifests in an index, and in the indexes inside it; none where it is a single image.
  ///
  /// @throws Failure (not found) when it is not there
  public Set<Digest> members(ImageRef.Pinned image) {
    var connection = connection(image.repository());
    var root =
        connection
            .manifests()
            .get(image, Scopes.pull(image.repository().path()))
            .orElseThrow(() -> missing(image));
    return new Platforms(connection.manifests(), connection.blobs()).members(image, root);
  }

  /// What was signed about images, each in one or a few requests.
  public List<List<SignedPayload>> signatures(List<ImageRef.Pinned> images) {
    return Parallel.map(images, ASKED_PER_SENT * settings.parallel(), this::signatures);
  }

  private List<SignedPayload> signatures(ImageRef.Pinned image) {
    var connection = connection(image.repository());
    return new Signatures(connection.manifests(), connection.blobs()).of(image);
  }

  /// Copies an image or a whole index to another repository, byte for byte, so that its digest
  /// stays. In one registry the blobs are taken over without being sent.
  public Pushed copy(ImageRef.Pinned from, Repository to, Progress progress) {
    var source = connection(from.repository());
    try (var image = RemoteImage.open(source, from)) {
      if (from.repository().registry().equals(to.registry())) {
        source.known().remember(from.repository(), PushPlan.of(image).blobs().keySet());
      }
      return push(image, new Push(to, List.of()), progress);
    }
  }

  /// Sends an image or a whole index, everything that the registry lacks, and names it by the tags.
  public Pushed push(ImageSource source, Push request, Progress progress) {
    var connection = connection(request.target());
    return new Pusher(connection, source, progress, settings.parallel()).push(request);
  }

  private Connection connection(Repository repository) {
    return connections.computeIfAbsent(repository.registry(), this::connect);
  }

  private Connection connect(String registry) {
    var endpoint = new Endpoint(registry, settings.plainHttp());
    var tokens = new Authorization(host, log, endpoint, logins);
    return Connection.of(new RegistryClient(http, endpoint, tokens, log), known);
  }

  static Failure missing(ImageRef ref) {
    return switch (ref) {
      case ImageRef.Named named -> missing(named.latest());
      case ImageRef.Tagged(var repository, var tag) ->
          new Failure(
              Kind.NOT_FOUND,
              "no tag \"%s\" in %s".formatted(tag, repository),
              "check the tag, or push it: belay push DIR " + ref);
      case ImageRef.Pinned(var repository, var digest) ->
          new Failure(
              Kind.NOT_FOUND,
              "no image %s in %s".formatted(digest, repository),
              "check the digest, or push the image: belay push DIR " + repository);
    };
  }

  @Override
  public void close() {
    http.close();
  }
}
