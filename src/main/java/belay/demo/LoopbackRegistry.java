package belay.demo;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;

/// A small, correct OCI registry on 127.0.0.1 (OCI distribution specification 1.1): what the demo
/// pushes to, and tests. Anybody on this machine may read and write.
public final class LoopbackRegistry implements AutoCloseable {
  private final BlobRoutes blobs;
  private final ManifestRoutes manifests;
  private final LoopbackServer server;
  private final Runnable cleanUp;

  private LoopbackRegistry(
      Path folder, Consumer<Request> answered, Optional<SSLContext> tls, Runnable cleanUp)
      throws IOException {
    var store = new RegistryStore(folder);
    this.blobs = new BlobRoutes(store);
    this.manifests = new ManifestRoutes(store);
    this.cleanUp = cleanUp;
    this.server = LoopbackServer.start(this::answer, answered, tls);
  }

  /// Starts one in a temporary folder that is removed at the end.
  public static LoopbackRegistry start() {
    try {
      var folder = Files.createTempDirectory("belay-registry-");
      return new LoopbackRegistry(folder, _ -> {}, Optional.empty(), () -> Folders.remove(folder));
    } catch (IOException e) {
      throw new UncheckedIOException("starting a registry", e);
    }
  }

  /// Starts one that keeps its content in a folder and tells of each request that it answered, on
  /// any thread.
  public static LoopbackRegistry start(Path folder, Consumer<Request> answered) {
    try {
      return new LoopbackRegistry(folder, answered, Optional.empty(), () -> {});
    } catch (IOException e) {
      throw new UncheckedIOException("starting a registry in " + folder, e);
    }
  }

  /// Starts one over TLS that keeps its content in a folder.
  public static LoopbackRegistry start(Path folder, LoopbackCertificate certificate) {
    try {
      return new LoopbackRegistry(folder, _ -> {}, Optional.of(certificate.context()), () -> {});
    } catch (IOException e) {
      throw new UncheckedIOException("starting a registry in " + folder, e);
    }
  }

  /// `127.0.0.1:port` or `localhost:port`, the registry's name in image references.
  public String address() {
    return server.address();
  }

  private Answer answer(HttpExchange exchange) throws IOException {
    try {
      return route(exchange).with("Docker-Distribution-Api-Version", "registry/2.0");
    } catch (RegistryError e) {
      return e.answer();
    }
  }

  private Answer route(HttpExchange exchange) throws IOException {
    return switch (Route.parse(exchange.getRequestURI().getPath())) {
      case Route.Ping() -> Answer.bytes(200, "application/json", new byte[] {'{', '}'});
      case Route.Manifest(var repository, var reference) ->
          manifests.manifest(exchange, repository, reference);
      case Route.Blob(var repository, var digest) -> blobs.blob(exchange, repository, digest);
      case Route.Uploads(var repository) -> blobs.begin(exchange, repository);
      case Route.Upload(var repository, var id) -> blobs.upload(exchange, repository, id);
      case Route.Tags(var repository) -> manifests.tags(exchange, repository);
      case Route.Referrers(var repository, var subject) ->
          manifests.referrers(exchange, repository, subject);
    };
  }

  @Override
  public void close() {
    server.close();
    cleanUp.run();
  }
}
