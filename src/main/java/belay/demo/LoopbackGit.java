package belay.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import belay.git.Jgit;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.transport.PacketLineOut;

/// A Git server on 127.0.0.1 that speaks smart HTTP (git's `http-protocol` documentation), protocol
/// versions 0 to 2. Anybody on this machine may read and write; a push is a compare-and-set of each
/// branch.
public final class LoopbackGit implements AutoCloseable {
  private static final Pattern PATH =
      Pattern.compile(
          "/(?<name>[A-Za-z0-9_][A-Za-z0-9._-]*)/(?:(?<refs>info/refs)|(?<service>git-(?:upload|receive)-pack))");

  private final Path folder;
  private final LoopbackServer server;

  private LoopbackGit(Path folder, Consumer<Request> answered) {
    this.folder = folder;
    this.server = LoopbackServer.start(this::answer, answered);
  }

  /// Serves the bare repositories in a folder, those that come later too.
  public static LoopbackGit start(Path folder) {
    return start(folder, _ -> {});
  }

  /// Serves the bare repositories in a folder and tells of each request that it answered, on any
  /// thread.
  public static LoopbackGit start(Path folder, Consumer<Request> answered) {
    Jgit.ready();
    return new LoopbackGit(folder, answered);
  }

  /// Where the bare repository in the folder `name`, or `name.git`, is cloned from.
  public URI url(String name) {
    return URI.create("http://%s/%s".formatted(server.address(), name));
  }

  private Answer answer(HttpExchange exchange) throws IOException {
    var match = PATH.matcher(exchange.getRequestURI().getPath());
    if (!match.matches()) {
      return text(404, "no such path");
    }
    var directory = directory(match.group("name"));
    if (directory.isEmpty()) {
      return text(404, "no such repository");
    }
    if (match.group("refs") != null) {
      var service = GitService.named(Query.of(exchange.getRequestURI()).get("service").orElse(""));
      return service
          .map(known -> advertise(exchange, directory.get(), known))
          .orElseGet(() -> text(403, "this server speaks smart HTTP only"));
    }
    if (!exchange.getRequestMethod().equals("POST")) {
      return text(405, "POST it");
    }
    var service = GitService.named(match.group("service")).orElseThrow();
    return serve(exchange, directory.get(), service);
  }

  private Optional<Path> directory(String name) {
    for (var candidate : List.of(folder.resolve(name), folder.resolve(name + ".git"))) {
      if (Files.isRegularFile(candidate.resolve("HEAD"))) {
        return Optional.of(candidate);
      }
    }
    return Optional.empty();
  }

  private static Answer advertise(HttpExchange exchange, Path directory, GitService service) {
    var protocol = protocol(exchange);
    return git(
        "application/x-%s-advertisement".formatted(service.command()),
        out -> {
          try (var repository = open(directory)) {
            service.advertise(repository, protocol, new PacketLineOut(out));
          }
        });
  }

  private static Answer serve(HttpExchange exchange, Path directory, GitService service) {
    var protocol = protocol(exchange);
    return git(
        "application/x-%s-result".formatted(service.command()),
        out -> {
          try (var repository = open(directory);
              var in = body(exchange)) {
            service.serve(repository, protocol, in, out);
          }
        });
  }

  private static Answer git(String type, Answer.Body body) {
    return Answer.stream(200, type, Answer.UNKNOWN, body).with("Cache-Control", "no-cache");
  }

  private static Repository open(Path directory) throws IOException {
    return new FileRepositoryBuilder()
        .setGitDir(directory.toFile())
        .setBare()
        .setMustExist(true)
        .build();
  }

  /// git compresses what it asks for when that is long.
  private static InputStream body(HttpExchange exchange) throws IOException {
    var encoding = exchange.getRequestHeaders().getFirst("Content-Encoding");
    return "gzip".equals(encoding)
        ? new GZIPInputStream(exchange.getRequestBody())
        : exchange.getRequestBody();
  }

  private static Optional<String> protocol(HttpExchange exchange) {
    return Optional.ofNullable(exchange.getRequestHeaders().getFirst("Git-Protocol"));
  }

  private static Answer text(int status, String text) {
    return Answer.bytes(status, "text/plain; charset=utf-8", text.getBytes(UTF_8));
  }

  @Override
  public void close() {
    server.close();
  }
}
