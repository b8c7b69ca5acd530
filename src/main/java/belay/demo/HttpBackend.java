package belay.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import belay.git.run.Git;
import com.sun.net.httpserver.HttpExchange;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Runs `git http-backend` for a request, as a web server does by CGI (RFC 3875).
final class HttpBackend {
  private final Git git;

  /// @param folder holds the repositories
  HttpBackend(Git git, Path folder) {
    this.git =
        git.configured(List.of(List.of("receive.fsckObjects", "true")))
            .with(
                Map.of(
                    "GIT_PROJECT_ROOT", folder.toString(),
                    "GIT_HTTP_EXPORT_ALL", "1",
                    "REMOTE_USER", "anybody",
                    "REMOTE_ADDR", "127.0.0.1"));
  }

  /// @param path the folder of the repository and what is wanted of it
  Answer answer(HttpExchange exchange, String path) throws IOException {
    var process = git.with(variables(exchange, path)).start(List.of("http-backend"));
    var _ = Thread.ofVirtual().start(() -> feed(exchange, process));
    var _ = Thread.ofVirtual().start(() -> drain(process.getErrorStream()));
    var out = new BufferedInputStream(process.getInputStream());
    var headers = headers(out);
    var status = headers.getOrDefault("status", "200").substring(0, 3);
    return Answer.stream(
            Integer.parseInt(status),
            headers.getOrDefault("content-type", "text/plain"),
            Answer.UNKNOWN,
            body -> {
              try (out) {
                out.transferTo(body);
              } finally {
                process.destroy();
              }
            })
        .with("Cache-Control", "no-cache");
  }

  private static Map<String, String> variables(HttpExchange exchange, String path) {
    var variables = new HashMap<String, String>();
    variables.put("REQUEST_METHOD", exchange.getRequestMethod());
    variables.put("PATH_INFO", path);
    variables.put(
        "QUERY_STRING", Optional.ofNullable(exchange.getRequestURI().getRawQuery()).orElse(""));
    header(exchange, "Content-Type").ifPresent(type -> variables.put("CONTENT_TYPE", type));
    header(exchange, "Content-Encoding")
        .ifPresent(coding -> variables.put("HTTP_CONTENT_ENCODING", coding));
    header(exchange, "Git-Protocol").ifPresent(version -> variables.put("GIT_PROTOCOL", version));
    return variables;
  }

  private static Optional<String> header(HttpExchange exchange, String name) {
    return Optional.ofNullable(exchange.getRequestHeaders().getFirst(name));
  }

  private static void feed(HttpExchange exchange, Process process) {
    try (var in = process.getOutputStream()) {
      exchange.getRequestBody().transferTo(in);
    } catch (IOException _) {
      // it ended before it had read everything, and its answer says why
    }
  }

  private static void drain(InputStream errors) {
    try (errors) {
      errors.skip(Long.MAX_VALUE);
    } catch (IOException _) {
      // it has ended
    }
  }

  /// By their names in small letters, up to the empty line.
  private static Map<String, String> headers(InputStream out) throws IOException {
    var headers = new HashMap<String, String>();
    for (var line = line(out); !line.isEmpty(); line = line(out)) {
      var colon = line.indexOf(':');
      if (colon > 0) {
        headers.put(
            line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
      }
    }
    return headers;
  }

  private static String line(InputStream out) throws IOException {
    var line = new ByteArrayOutputStream();
    for (var next = out.read(); next != '\n'; next = out.read()) {
      if (next < 0) {
        throw new EOFException("git http-backend said nothing");
      }
      line.write(next);
    }
    return line.toString(UTF_8).strip();
  }
}
