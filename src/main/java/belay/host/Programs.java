package belay.host;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Runs programs of the user's machine (git, gpg, credential helpers), with the host's environment.
public final class Programs {
  private static final int LARGEST_OUTPUT = 8 << 20;

  /// How long it may take to read what a program that has ended left in its pipes.
  private static final Duration LAST_WORDS = Duration.ofSeconds(3);

  private static final Duration GLANCE = Duration.ofMillis(50);

  private final Host host;

  public Programs(Host host) {
    this.host = host;
  }

  /// What a program said.
  ///
  /// @param text its standard output, whole
  /// @param err its standard error, without white space around it
  public record Finished(int exit, String text, String err) {}

  /// A program by its name on the `PATH`; a name with a slash is a path already. Relative folders
  /// on the `PATH` do not count: what lies in the working directory came with somebody's
  /// repository.
  public Optional<Path> find(String name) {
    if (name.contains("/")) {
      return Optional.of(host.cwd().resolve(name)).filter(Files::isExecutable);
    }
    return host.env("PATH").stream()
        .flatMap(Pattern.compile(Pattern.quote(File.pathSeparator))::splitAsStream)
        .map(Path::of)
        .filter(Path::isAbsolute)
        .map(folder -> folder.resolve(name))
        .filter(file -> Files.isExecutable(file) && !Files.isDirectory(file))
        .findFirst();
  }

  /// A path as git's configuration has it, `~/` being the home directory.
  public Path fromHome(String path) {
    return path.startsWith("~/")
        ? host.home().resolve(path.substring(2))
        : host.cwd().resolve(path);
  }

  /// Prepares a program in a folder, its environment being the host's and `more`.
  public ProcessBuilder prepare(Path folder, List<String> command, Map<String, String> more) {
    var builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().clear();
    builder.environment().putAll(host.env());
    builder.environment().putAll(more);
    return builder;
  }

  /// Starts a program, which an interrupt ends.
  public static Process start(ProcessBuilder program) throws IOException {
    return Interrupts.start(program);
  }

  /// Has a process and what it started end: by the signal first upon which git takes its locks
  /// along.
  public static void end(Process process) {
    if (!process.isAlive()) {
      return;
    }
    var children = process.descendants().toList();
    process.destroy();
    children.forEach(ProcessHandle::destroy);
    try {
      if (!process.waitFor(LAST_WORDS)) {
        process.destroyForcibly();
        children.forEach(ProcessHandle::destroyForcibly);
      }
    } catch (InterruptedException _) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  /// Has a process end that does so by itself when its input does; where it is at something else
  /// then, it is not waited for.
  public static void dismiss(Process process) {
    try {
      process.getOutputStream().close();
      if (process.waitFor(GLANCE)) {
        return;
      }
    } catch (IOException _) {
      // it has ended
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    end(process);
  }

  /// Runs a program to its end; it is killed after `limit`, which is then an [IOException], also
  /// where it never reads its input. What it leaves running in the background, such as an agent,
  /// may keep its output open: nobody waits for that.
  public Finished run(ProcessBuilder program, byte[] input, Duration limit) throws IOException {
    return run(program, input, limit, new ByteArrayOutputStream(), LARGEST_OUTPUT);
  }

  /// The same where the output may be larger, and counts only whole.
  ///
  /// @param most so many bytes; more are an [IOException]
  public Finished runWhole(ProcessBuilder program, byte[] input, Duration limit, int most)
      throws IOException {
    var out = new ByteArrayOutputStream();
    var finished = run(program, input, limit, out, most + 1);
    if (out.size() > most) {
      throw new IOException(
          "%s says more than %d bytes".formatted(program.command().getFirst(), most));
    }
    return finished;
  }

  private static Finished run(
      ProcessBuilder program, byte[] input, Duration limit, ByteArrayOutputStream out, int most)
      throws IOException {
    var process = start(program);
    try {
      var err = new ByteArrayOutputStream();
      Thread.ofVirtual().start(() -> feed(process, input));
      var reading =
          List.of(
              Thread.ofVirtual().start(() -> drain(process.getInputStream(), out, most)),
              Thread.ofVirtual().start(() -> drain(process.getErrorStream(), err, LARGEST_OUTPUT)));
      if (!process.waitFor(limit)) {
        throw late(program, limit);
      }
      for (var part : reading) {
        part.join(LAST_WORDS);
      }
      return new Finished(process.exitValue(), out.toString(UTF_8), err.toString(UTF_8).strip());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    } finally {
      process.destroyForcibly();
    }
  }

  private static IOException late(ProcessBuilder program, Duration limit) {
    return new IOException(
        "%s did not end within %d s".formatted(program.command().getFirst(), limit.toSeconds()));
  }

  /// A program may end without reading its input.
  private static void feed(Process process, byte[] input) {
    try (var in = process.getOutputStream()) {
      in.write(input);
    } catch (IOException _) {
      // its exit code tells more
    }
  }

  private static void drain(InputStream from, ByteArrayOutputStream into, int most) {
    var chunk = new byte[1 << 16];
    try (from) {
      for (var n = from.read(chunk); n >= 0; n = from.read(chunk)) {
        into.write(chunk, 0, Math.min(n, most - into.size()));
      }
    } catch (IOException _) {
      // the process was killed: what it said until then is kept
    }
  }
}
