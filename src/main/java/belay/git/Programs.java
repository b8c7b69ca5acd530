package belay.git;

import static java.nio.charset.StandardCharsets.UTF_8;

import belay.host.Host;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/// Runs programs of the user's machine (git, gpg, ssh-keygen), with the host's environment.
final class Programs {
  private static final int LARGEST_OUTPUT = 8 << 20;

  private final Host host;

  Programs(Host host) {
    this.host = host;
  }

  /// What a program said.
  record Finished(int exit, String text, String err) {}

  /// A program by its name on the `PATH`; a name with a slash is a path already.
  Optional<Path> find(String name) {
    if (name.contains("/")) {
      return Optional.of(host.cwd().resolve(name)).filter(Files::isExecutable);
    }
    return host.env("PATH").stream()
        .flatMap(Pattern.compile(Pattern.quote(File.pathSeparator))::splitAsStream)
        .map(folder -> host.cwd().resolve(folder).resolve(name))
        .filter(file -> Files.isExecutable(file) && !Files.isDirectory(file))
        .findFirst();
  }

  /// A path as git's configuration has it, `~/` being the home directory.
  Path fromHome(String path) {
    return path.startsWith("~/")
        ? host.home().resolve(path.substring(2))
        : host.cwd().resolve(path);
  }

  /// Prepares a program in a folder, its environment being the host's and `more`.
  ProcessBuilder prepare(Path folder, List<String> command, Map<String, String> more) {
    var builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().clear();
    builder.environment().putAll(host.env());
    builder.environment().putAll(more);
    return builder;
  }

  /// Runs a program to its end; it is killed after `limit`, which is then an [IOException].
  Finished run(ProcessBuilder program, byte[] input, Duration limit) throws IOException {
    var process = program.start();
    try {
      var err = new ByteArrayOutputStream();
      var reader = Thread.ofVirtual().start(() -> drain(process.getErrorStream(), err));
      var out = new ByteArrayOutputStream();
      var answers = Thread.ofVirtual().start(() -> drain(process.getInputStream(), out));
      feed(process, input);
      if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new IOException(
            "%s did not end within %d s"
                .formatted(program.command().getFirst(), limit.toSeconds()));
      }
      answers.join();
      reader.join();
      return new Finished(process.exitValue(), out.toString(UTF_8), err.toString(UTF_8).strip());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    } finally {
      process.destroyForcibly();
    }
  }

  /// A program may end without reading its input.
  private static void feed(Process process, byte[] input) {
    try (var in = process.getOutputStream()) {
      in.write(input);
    } catch (IOException _) {
      // its exit code tells more
    }
  }

  private static void drain(InputStream from, ByteArrayOutputStream into) {
    try (from) {
      into.writeBytes(from.readNBytes(LARGEST_OUTPUT));
      from.transferTo(OutputStream.nullOutputStream());
    } catch (IOException _) {
      // the process was killed: what it said until then is kept
    }
  }
}
