package belay.git.run;

import static java.nio.charset.StandardCharsets.UTF_8;

import belay.failure.Failure;
import belay.failure.Kind;
import belay.host.Host;
import belay.host.Interruptions;
import belay.host.Programs;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/// The git program, called in one folder: arguments as a list and never through a shell, nobody
/// asked on a terminal, all that it says kept. Safe for use by several threads.
///
/// @param folder where it works
/// @param options what stands before the command, such as `-c` and its setting
/// @param env variables besides the host's
/// @param before what runs it
public record Git(
    Host host, Path folder, List<String> before, List<String> options, Map<String, String> env) {
  private static final int LARGEST_OUTPUT = 512 << 20;
  private static final Duration LAST_WORDS = Duration.ofSeconds(3);

  /// For a command that needs no network.
  private static final Duration LOCALLY = Duration.ofMinutes(5);

  /// Set where a hook or an alias of git calls Belay; they mean another repository.
  private static final Set<String> FOREIGN =
      Set.of(
          "GIT_DIR",
          "GIT_WORK_TREE",
          "GIT_INDEX_FILE",
          "GIT_OBJECT_DIRECTORY",
          "GIT_ALTERNATE_OBJECT_DIRECTORIES",
          "GIT_COMMON_DIR",
          "GIT_NAMESPACE",
          "GIT_PREFIX",
          "GIT_QUARANTINE_PATH",
          "GIT_SHALLOW_FILE");

  private static final Map<String, String> QUIET =
      Map.of(
          "LC_ALL", "C",
          "GIT_TERMINAL_PROMPT", "0",
          "GIT_OPTIONAL_LOCKS", "0",
          // a replacement is this clone's alone: others see what was committed
          "GIT_NO_REPLACE_OBJECTS", "1",
          "GIT_LITERAL_PATHSPECS", "1");

  private static final List<String> USUAL =
      List.of("-c", "protocol.ext.allow=never", "-c", "maintenance.auto=false", "-c", "gc.auto=0");

  public Git {
    before = List.copyOf(before);
    options = List.copyOf(options);
    env = Map.copyOf(env);
  }

  public static Git in(Host host, Path folder) {
    return new Git(host, folder, List.of(), USUAL, QUIET);
  }

  /// The same with more options before the command.
  public Git with(List<String> more) {
    var all = Stream.concat(options.stream(), more.stream()).toList();
    return new Git(host, folder, before, all, env);
  }

  /// The same with more variables.
  public Git with(Map<String, String> more) {
    var all = new HashMap<>(env);
    all.putAll(more);
    return new Git(host, folder, before, options, all);
  }

  /// The same out of the terminal's reach, whose Ctrl-C goes to all that it has started: for what
  /// must not be cut.
  public Git shielded() {
    return new Programs(host)
        .find("setsid")
        .map(setsid -> new Git(host, folder, List.of(setsid.toString()), options, env))
        .orElse(this);
  }

  /// The same with settings, each a key and its value, which nobody sees in the list of processes.
  public Git configured(List<List<String>> settings) {
    var all = new HashMap<String, String>();
    var known = env.getOrDefault("GIT_CONFIG_COUNT", host.env("GIT_CONFIG_COUNT").orElse("0"));
    var count = known.matches("\\d{1,6}") ? Integer.parseInt(known) : 0;
    for (var setting : settings) {
      all.put("GIT_CONFIG_KEY_" + count, setting.getFirst());
      all.put("GIT_CONFIG_VALUE_" + count, setting.getLast());
      count++;
    }
    all.put("GIT_CONFIG_COUNT", String.valueOf(count));
    return with(all);
  }

  /// What a command said.
  ///
  /// @param text its standard output
  /// @param err its standard error
  public record Result(List<String> command, int exit, String text, String err) {
    public boolean ok() {
      return exit == 0;
    }

    /// The first line of its output.
    public String line() {
      return text.lines().findFirst().orElse("");
    }

    /// @throws GitTrouble where it did not succeed
    public Result orThrow() throws GitTrouble {
      if (!ok()) {
        throw GitTrouble.of(this);
      }
      return this;
    }
  }

  /// Runs a command that works on this machine alone, to its end.
  public Result run(String... command) throws IOException {
    return run(new byte[0], List.of(command));
  }

  /// The same with an input.
  public Result run(byte[] input, List<String> command) throws IOException {
    return run(input, command, Deadline.in(LOCALLY), Waiting.PATIENTLY);
  }

  /// How it is waited for a command.
  public interface Waiting {
    Waiting PATIENTLY =
        new Waiting() {
          @Override
          public void started(Process process) {}

          @Override
          public void heard() {}
        };

    void started(Process process);

    /// It said something.
    void heard();
  }

  /// Runs a command until it ends or the time is up.
  ///
  /// @throws Late where the time was up first
  public Result run(byte[] input, List<String> command, Deadline deadline, Waiting waiting)
      throws IOException {
    var process = start(command);
    waiting.started(process);
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    try {
      Thread.ofVirtual().start(() -> feed(process, input));
      var reading =
          List.of(
              Thread.ofVirtual().start(() -> drain(process.getInputStream(), out, waiting)),
              Thread.ofVirtual().start(() -> drain(process.getErrorStream(), err, waiting)));
      if (!process.waitFor(deadline.remaining())) {
        throw new Late(command.getFirst());
      }
      for (var part : reading) {
        part.join(LAST_WORDS);
      }
    } catch (InterruptedException e) {
      throw Interruptions.interrupted(e);
    } finally {
      Programs.end(process);
    }
    synchronized (out) {
      return new Result(
          command, process.exitValue(), out.toString(UTF_8), err.toString(UTF_8).strip());
    }
  }

  /// The time was up.
  public static final class Late extends IOException {
    private Late(String command) {
      super("git %s did not end in time".formatted(command));
    }
  }

  /// Starts a command that stays.
  public Process start(List<String> command) throws IOException {
    var line = new ArrayList<>(before);
    line.add(program(host).toString());
    line.addAll(options);
    line.addAll(command);
    var builder = new Programs(host).prepare(folder, line, Map.of());
    builder.environment().keySet().removeAll(FOREIGN);
    builder.environment().putAll(env);
    return Programs.start(builder);
  }

  private static Path program(Host host) {
    return new Programs(host)
        .find("git")
        .orElseThrow(() ->
            new Failure(
                Kind.USAGE,
                "no \"git\" on the PATH, which Belay works with",
                "install it, as the package git of the system"));
  }

  /// It may end without reading its input.
  private static void feed(Process process, byte[] input) {
    try (var in = process.getOutputStream()) {
      in.write(input);
    } catch (IOException _) {
      // its exit code tells more
    }
  }

  private static void drain(InputStream from, ByteArrayOutputStream into, Waiting waiting) {
    var chunk = new byte[1 << 16];
    try (from) {
      for (var n = from.read(chunk); n >= 0; n = from.read(chunk)) {
        waiting.heard();
        into.write(chunk, 0, Math.min(n, LARGEST_OUTPUT - into.size()));
      }
    } catch (IOException _) {
      // the process was killed: what it said until then is kept
    }
  }
}
