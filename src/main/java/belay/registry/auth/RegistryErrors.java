package belay.registry.auth;

import static java.nio.charset.StandardCharsets.UTF_8;

import belay.failure.Failure;
import belay.failure.Kind;
import belay.net.Redaction;
import belay.net.Response;
import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A registry's refusals in its own words (OCI distribution specification, "Error Codes"), made
/// safe to show.
public final class RegistryErrors {
  private static final int MOST = 3;

  private RegistryErrors() {}

  /// The failure for an answer that is not what was hoped for.
  ///
  /// @param doing what was under way, such as `pushing the tag "1.4" of ghcr.io/acme/api`
  public static Failure failure(Response response, String doing, String registry) {
    var status = response.status();
    var failure =
        switch (status) {
          case 401, 403 ->
              new Failure(Kind.AUTH, "%s is not allowed".formatted(doing), login(registry));
          case 404 ->
              new Failure(
                  Kind.NOT_FOUND,
                  says(response, "NAME_UNKNOWN")
                      ? "%s: there is no such repository".formatted(doing)
                      : "%s: the registry does not find it".formatted(doing),
                  "check the name, and whether the repository has to be created first");
          case 429 ->
              new Failure(
                  Kind.UNREACHABLE,
                  "%s: %s takes no more requests for now".formatted(doing, registry),
                  "try again later; many registries allow more after " + login(registry));
          case 408, 500, 502, 503, 504 ->
              new Failure(
                  Kind.UNREACHABLE,
                  "%s: %s answers with status %d".formatted(doing, registry, status),
                  "try again later");
          default ->
              new Failure(
                  status >= 500 ? Kind.UNREACHABLE : Kind.REFUSED,
                  "%s is refused with status %d".formatted(doing, status),
                  "do what the registry asks for");
        };
    for (var words : words(response)) {
      failure = failure.because(words);
    }
    return failure;
  }

  static String login(String registry) {
    return registry.equals(AuthFile.HUB) ? "docker login" : "docker login " + registry;
  }

  /// Whether the registry gives one of these codes.
  public static boolean says(Response response, String... codes) {
    for (var error : errors(response)) {
      for (var code : codes) {
        if (code.equals(error.get("code"))) {
          return true;
        }
      }
    }
    return false;
  }

  /// What the registry says, at most three sentences.
  public static List<String> words(Response response) {
    List<String> words = new ArrayList<>();
    for (var error : errors(response)) {
      var code = error.get("code") instanceof String text ? text : "";
      var message = error.get("message") instanceof String text ? text : "";
      var line = message.isEmpty() ? code : "%s (%s)".formatted(message, code);
      if (words.size() < MOST && !line.isBlank()) {
        words.add("the registry says: " + Redaction.text(line));
      }
    }
    return words.isEmpty() ? plain(response) : words;
  }

  /// Some, and everything that stands before a registry, answer in plain text; pages for browsers
  /// say nothing to anybody.
  private static List<String> plain(Response response) {
    var text = new String(response.body(), UTF_8).strip();
    return text.isEmpty() || text.startsWith("<") || text.startsWith("{")
        ? List.of()
        : List.of("the server says: " + Redaction.text(text));
  }

  private static List<Map<?, ?>> errors(Response response) {
    if (response.body().length == 0 || response.body()[0] != '{') {
      return List.of();
    }
    List<Map<?, ?>> errors = new ArrayList<>();
    try {
      if (JSON.std.mapFrom(response.body()).get("errors") instanceof List<?> list) {
        for (var entry : list) {
          if (entry instanceof Map<?, ?> error) {
            errors.add(error);
          }
        }
      }
      return errors;
    } catch (IOException _) {
      return errors;
    }
  }
}
