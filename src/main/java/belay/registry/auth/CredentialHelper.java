package belay.registry.auth;

import static java.nio.charset.StandardCharsets.UTF_8;

import belay.failure.InWords;
import belay.host.Host;
import belay.host.Log;
import belay.host.Programs;
import belay.net.Redaction;
import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// A program that keeps credentials, as docker starts it: `docker-credential-NAME get`, the
/// server's name on its standard input. A program that fails or is missing is warned of and counts
/// as having none, since the registry may need none.
///
/// @param name what follows `docker-credential-`
record CredentialHelper(String name) {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final String IDENTITY = "<token>";

  /// Whether a name is one: it becomes part of a program's name and must not be a path.
  static boolean isName(String name) {
    return NAME.matcher(name).matches();
  }

  Optional<Credential> get(String server, Host host, Log log) {
    var program = new Programs(host).find("docker-credential-" + name);
    if (program.isEmpty()) {
      log.warn("the credential helper docker-credential-%s is not on PATH".formatted(name));
      return Optional.empty();
    }
    try {
      return run(program.get(), server, host, log);
    } catch (IOException e) {
      log.warn(
          "the credential helper %s cannot be used: %s"
              .formatted(program.get(), Redaction.text(InWords.of(e))));
      return Optional.empty();
    }
  }

  private Optional<Credential> run(Path program, String server, Host host, Log log)
      throws IOException {
    var programs = new Programs(host);
    var command = List.of(program.toString(), "get");
    var ran =
        programs.run(
            programs.prepare(host.cwd(), command, Map.of()),
            (server + "\n").getBytes(UTF_8),
            LIMIT);
    if (ran.exit() == 0) {
      return parse(ran.text());
    }
    if (!ran.text().contains("credentials not found")) {
      log.warn(
          "the credential helper docker-credential-%s fails for %s: %s"
              .formatted(name, server, Redaction.text(ran.text())));
    }
    return Optional.empty();
  }

  private static Optional<Credential> parse(String json) throws IOException {
    Map<String, Object> answer;
    try {
      answer = JSON.std.mapFrom(json);
    } catch (IOException | ClassCastException _) {
      // not as the cause: a parser's message would quote the secret
      throw new IOException("its answer is not the JSON of a login");
    }
    if (!(answer.get("Secret") instanceof String secret) || secret.isEmpty()) {
      return Optional.empty();
    }
    var user = answer.get("Username") instanceof String name ? name : "";
    return Optional.of(
        user.equals(IDENTITY)
            ? new Credential.Identity(user, secret)
            : new Credential.Password(user, secret));
  }
}
