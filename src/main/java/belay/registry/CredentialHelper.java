package belay.registry;

import static java.nio.charset.StandardCharsets.UTF_8;

import belay.host.Host;
import belay.host.Log;
import belay.net.Redaction;
import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/// A program that keeps credentials, as docker starts it: `docker-credential-NAME get`, the
/// server's name on its standard input. A program that fails or is missing is warned of and counts
/// as having none, since the registry may need none.
///
/// @param name what follows `docker-credential-`
record CredentialHelper(String name) {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
  private static final int LARGEST = 64 << 10;
  private static final int SECONDS = 30;
  private static final String IDENTITY = "<token>";

  /// Whether a name is one: it becomes part of a program's name and must not be a path.
  static boolean isName(String name) {
    return NAME.matcher(name).matches();
  }

  Optional<Credential> get(String server, Host host, Log log) {
    var program = find(host);
    if (program.isEmpty()) {
      log.warn("the credential helper docker-credential-%s is not on PATH".formatted(name));
      return Optional.empty();
    }
    try {
      return run(program.get(), server, host, log);
    } catch (IOException e) {
      log.warn(
          "the credential helper %s cannot be used: %s"
              .formatted(program.get(), Redaction.text(String.valueOf(e.getMessage()))));
      return Optional.empty();
    }
  }

  private Optional<Path> find(Host host) {
    for (var folder : host.env("PATH").orElse("").split(":")) {
      var program = Path.of(folder.isEmpty() ? "." : folder, "docker-credential-" + name);
      if (program.isAbsolute() && Files.isExecutable(program)) {
        return Optional.of(program);
      }
    }
    return Optional.empty();
  }

  private Optional<Credential> run(Path program, String server, Host host, Log log)
      throws IOException {
    var builder = new ProcessBuilder(program.toString(), "get");
    builder.environment().clear();
    builder.environment().putAll(host.env());
    builder.directory(host.cwd().toFile()).redirectError(ProcessBuilder.Redirect.DISCARD);
    var process = builder.start();
    try {
      ask(process, server);
      var answer = answer(process);
      if (process.exitValue() == 0) {
        return parse(answer);
      }
      if (!answer.contains("credentials not found")) {
        log.warn(
            "the credential helper docker-credential-%s fails for %s: %s"
                .formatted(name, server, Redaction.text(answer)));
      }
      return Optional.empty();
    } finally {
      process.destroyForcibly();
    }
  }

  private static void ask(Process process, String server) {
    try (var in = process.getOutputStream()) {
      in.write((server + "\n").getBytes(UTF_8));
    } catch (IOException _) {
      // it has ended without reading: its answer and exit code say why
    }
  }

  /// All it says, within time: the reading goes on beside, so that a silent program is ended, too.
  private static String answer(Process process) throws IOException {
    var output = new Output(process.getInputStream());
    var reader = Thread.ofVirtual().start(output);
    try {
      if (!reader.join(Duration.ofSeconds(SECONDS))
          || !process.waitFor(SECONDS, TimeUnit.SECONDS)) {
        throw new IOException("no answer within " + SECONDS + " s");
      }
      return output.text;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private static Optional<Credential> parse(String json) throws IOException {
    Map<String, Object> answer = JSON.std.mapFrom(json);
    if (!(answer.get("Secret") instanceof String secret) || secret.isEmpty()) {
      return Optional.empty();
    }
    var user = answer.get("Username") instanceof String name ? name : "";
    return Optional.of(
        user.equals(IDENTITY)
            ? new Credential.Identity(user, secret)
            : new Credential.Password(user, secret));
  }

  private static final class Output implements Runnable {
    private final InputStream from;
    private volatile String text = "";

    Output(InputStream from) {
      this.from = from;
    }

    @Override
    public void run() {
      try (from) {
        text = new String(from.readNBytes(LARGEST), UTF_8);
      } catch (IOException _) {
        text = ""; // ended by us
      }
    }
  }
}
