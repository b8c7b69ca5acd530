package belay.demo;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;

/// A small OCI registry on 127.0.0.1, which can what the demo and tests ask of one (OCI
/// distribution specification 1.1, "Pull" and "Push"). Anybody on this machine may read and write.
public final class LoopbackRegistry implements AutoCloseable {
  private final BlobRoutes blobs;
  private final ManifestRoutes manifests;
  private final LoopbackServer server;

  private LoopbackRegistry(Path folder, Optional<LoopbackCertificate> certificate) {
    try {
      var store = new RegistryStore(folder);
      this.blobs = new BlobRoutes(store);
      this.manifests = new ManifestRoutes(store);
      this.server =
          LoopbackServer.start(this::answer, certificate.map(LoopbackCertificate::context));
    } catch (IOException e) {
      throw new UncheckedIOException("starting a registry in " + folder, e);
    }
  }

  /// Starts one that keeps its content in a folder.
  public static LoopbackRegistry start(Path folder) {
    return new LoopbackRegistry(folder, Optional.empty());
  }

  /// Starts one over TLS that keeps its content in a folder.
  public static LoopbackRegistry start(Path folder, LoopbackCertificate certificate) {
    return new LoopbackRegistry(folder, Optional.of(certificate));
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
    };
  }

  @Override
  public void close() {
    server.close();
  }
}
