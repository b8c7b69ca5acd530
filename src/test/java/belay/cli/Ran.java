package belay.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import belay.host.Host;
import belay.host.Streams;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;

/// One command that ran in this process, with all that it said.
///
/// @param code the exit code
public record Ran(int code, String out, String err) {

  /// Runs a command in a folder, with nothing of the user's environment but the path.
  public static Ran in(Path folder, String... arguments) {
    return in(folder, Map.of(), arguments);
  }

  /// The same with more variables.
  public static Ran in(Path folder, Map<String, String> variables, String... arguments) {
    return fed(folder, variables, "", arguments);
  }

  /// The same with something on standard input.
  public static Ran fed(
      Path folder, Map<String, String> variables, String input, String... arguments) {
    return ran(folder, variables, input, Shown.NOWHERE, arguments);
  }

  /// The same where a person can be asked, who answers with the input.
  public static Ran asked(
      Path folder, Map<String, String> variables, String input, String... arguments) {
    return ran(folder, variables, input, Shown.QUESTIONS, arguments);
  }

  private enum Shown {
    NOWHERE,
    ANSWER,
    QUESTIONS
  }

  /// The same where the answer is shown on a terminal.
  public static Ran onTerminal(
      Path folder, Map<String, String> variables, int columns, String... arguments) {
    var env = new HashMap<>(variables);
    env.put("COLUMNS", String.valueOf(columns));
    return ran(folder, env, "", Shown.ANSWER, arguments);
  }

  private static Ran ran(
      Path folder,
      Map<String, String> variables,
      String input,
      Shown terminal,
      String... arguments) {
    var env = new HashMap<String, String>();
    env.put("HOME", folder.toString());
    env.put("PATH", System.getenv("PATH"));
    env.put("BELAY_CACHE_DIR", folder.resolve("belay-cache").toString());
    env.put("GIT_CONFIG_NOSYSTEM", "1");
    env.put("GIT_AUTHOR_NAME", "Ada");
    env.put("GIT_AUTHOR_EMAIL", "ada@example.com");
    env.put("GIT_COMMITTER_NAME", "Ada");
    env.put("GIT_COMMITTER_EMAIL", "ada@example.com");
    env.putAll(variables);
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    var streams =
        new Streams(
            new ByteArrayInputStream(input.getBytes(UTF_8)),
            new PrintStream(out, false, UTF_8),
            new PrintStream(err, true, UTF_8),
            terminal == Shown.QUESTIONS,
            terminal == Shown.ANSWER,
            terminal == Shown.QUESTIONS);
    var host = new Host(folder, env, streams, InstantSource.system(), new Random());
    var code = Cli.run(host, arguments);
    return new Ran(code, out.toString(UTF_8), err.toString(UTF_8));
  }
}
