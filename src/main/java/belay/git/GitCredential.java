package belay.git;

import static java.nio.charset.StandardCharsets.UTF_8;

import belay.host.Host;
import belay.host.Programs;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// `git credential`, which knows every helper, `credential.<url>.*` and `GIT_ASKPASS`. It may not
/// ask on the terminal. Where git is not installed, the askpass program alone is asked.
final class GitCredential implements CredentialSource {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_./-]+");

  private final Host host;
  private final Programs programs;
  private final UserConfig config;
  private final GitUrl url;

  GitCredential(Host host, UserConfig config, GitUrl url) {
    this.host = host;
    this.programs = new Programs(host);
    this.config = config;
    this.url = url;
  }

  @Override
  public String name() {
    return programs.find("git").isPresent()
        ? "git credential" + helper().map(" (%s)"::formatted).orElse("")
        : "the askpass program";
  }

  /// The program that git asks; a helper may also be a piece of shell, which may hold a secret.
  private Optional<String> helper() {
    return config
        .get("credential", "helper")
        .filter(NAME.asMatchPredicate())
        .map("credential.helper "::concat)
        .or(() -> host.env("GIT_ASKPASS").map(_ -> "GIT_ASKPASS"));
  }

  @Override
  public Optional<Login> find() {
    return programs.find("git").isPresent()
        ? run("fill", question()).flatMap(GitCredential::login)
        : askpass();
  }

  @Override
  public void approve(Login login) {
    tell("approve", login);
  }

  @Override
  public void reject(Login login) {
    tell("reject", login);
  }

  private void tell(String verb, Login login) {
    run(verb, question(login.user()) + "password=" + login.password() + "\n");
  }

  private String question() {
    var user = url.uri().getUser();
    return user == null ? describe() : question(user);
  }

  private String question(String user) {
    return describe() + "username=" + user + "\n";
  }

  private String describe() {
    var port = url.uri().getPort();
    return "protocol=%s\nhost=%s\npath=%s\n"
        .formatted(
            url.scheme(),
            port > 0 ? url.host() + ":" + port : url.host(),
            String.valueOf(url.uri().getPath()).replaceAll("^/+", ""));
  }

  private Optional<String> run(String verb, String input) {
    return programs.find("git").flatMap(git -> run(git, verb, input));
  }

  private Optional<String> run(Path git, String verb, String input) {
    try {
      var command = List.of(git.toString(), "credential", verb);
      var quiet = Map.of("GIT_TERMINAL_PROMPT", "0");
      var run = programs.prepare(host.cwd(), command, quiet);
      var finished = programs.run(run, (input + "\n").getBytes(UTF_8), LIMIT);
      return finished.exit() == 0 ? Optional.of(finished.text()) : Optional.empty();
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  private static Optional<Login> login(String answer) {
    var fields = new HashMap<String, String>();
    for (var line : answer.split("\n")) {
      var equals = line.indexOf('=');
      if (equals > 0) {
        fields.put(line.substring(0, equals), line.substring(equals + 1));
      }
    }
    return Optional.ofNullable(fields.get("username"))
        .flatMap(
            user -> Optional.ofNullable(fields.get("password")).map(word -> new Login(user, word)));
  }

  private Optional<Login> askpass() {
    return host.env("GIT_ASKPASS")
        .or(() -> config.get("core", "askPass"))
        .or(() -> host.env("SSH_ASKPASS"))
        .flatMap(programs::find)
        .flatMap(program ->
            Optional.ofNullable(url.uri().getUser())
                .or(() -> ask(program, "Username for '%s': ".formatted(url)))
                .flatMap(user ->
                    ask(program, "Password for '%s': ".formatted(url))
                        .map(word -> new Login(user, word))));
  }

  private Optional<String> ask(Path program, String question) {
    try {
      var command = List.of(program.toString(), question);
      var finished =
          programs.run(programs.prepare(host.cwd(), command, Map.of()), new byte[0], LIMIT);
      var answer = finished.text().lines().findFirst().orElse("");
      return finished.exit() == 0 && !answer.isEmpty() ? Optional.of(answer) : Optional.empty();
    } catch (IOException _) {
      return Optional.empty();
    }
  }
}
