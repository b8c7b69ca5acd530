package belay.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import belay.git.run.Git;
import belay.host.Host;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// A Git server on 127.0.0.1: git's own `http-backend`, which speaks smart HTTP. Anybody on this
/// machine may read and write; a push is a compare-and-set of each branch.
public final class LoopbackGit implements AutoCloseable {
  private static final Pattern PATH =
      Pattern.compile(
          "/(?<name>[A-Za-z0-9_][A-Za-z0-9._-]*)/(?<rest>info/refs|git-(?:upload|receive)-pack)");
  private static final Pattern SERVICE = Pattern.compile("service=git-(?:upload|receive)-pack");

  private final Path folder;
  private final HttpBackend backend;
  private final LoopbackServer server;

  private LoopbackGit(Host host, Path folder) {
    this.folder = folder;
    this.backend = new HttpBackend(Git.in(host, host.cwd()), folder);
    this.server = LoopbackServer.start(this::answer, Optional.empty());
  }

  /// Serves the bare repositories in a folder, those that come later too.
  public static LoopbackGit start(Host host, Path folder) {
    return new LoopbackGit(host, folder);
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
    var query = Optional.ofNullable(exchange.getRequestURI().getRawQuery()).orElse("");
    if (match.group("rest").equals("info/refs") && !SERVICE.matcher(query).matches()) {
      return text(403, "this server speaks smart HTTP only");
    }
    if (!match.group("rest").equals("info/refs") && !exchange.getRequestMethod().equals("POST")) {
      return text(405, "POST it");
    }
    return backend.answer(exchange, "/%s/%s".formatted(directory.get(), match.group("rest")));
  }

  private Optional<String> directory(String name) {
    return List.of(name, name + ".git").stream()
        .filter(candidate -> Files.isRegularFile(folder.resolve(candidate).resolve("HEAD")))
        .findFirst();
  }

  private static Answer text(int status, String text) {
    return Answer.bytes(status, "text/plain; charset=utf-8", text.getBytes(UTF_8));
  }

  @Override
  public void close() {
    server.close();
  }
}
