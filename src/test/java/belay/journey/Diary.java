package belay.journey;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import belay.cli.Ran;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A clone in which people work with the real git, an hour after each commit the next one.
final class Diary {
  private final Path folder;
  private Instant now = Instant.parse("2026-05-01T08:00:00Z");

  Diary(Path folder) {
    this.folder = folder;
    git("init", "-q", "-b", "main", ".");
  }

  /// A digest that is easy to tell from others.
  static String digest(char digit) {
    return "sha256:" + String.valueOf(digit).repeat(64);
  }

  /// Values that pin a service's image.
  static String values(String service, char digit) {
    return """
    # values of %s
    replicas: 2
    image:
      repository: registry.example.com/shop/%s
      digest: %s
    env: []
    resources: {}
    """
        .formatted(service, service.replaceFirst("-.*", ""), digest(digit));
  }

  static String path(String environment, String service) {
    return "environments/%s/values/%s.yaml".formatted(environment, service);
  }

  Diary write(String path, String text) {
    try {
      var file = folder.resolve(path);
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  Diary pin(String environment, String service, char digit) {
    return write(path(environment, service), values(service, digit));
  }

  Diary move(String from, String to) {
    try {
      Files.createDirectories(folder.resolve(to).getParent());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    git("mv", from, to);
    return this;
  }

  /// Commits all changes.
  Diary commit(String message) {
    git("add", "-A");
    git("commit", "-q", "-m", message);
    return this;
  }

  String git(String... arguments) {
    return run(arguments)
        .orElseThrow(() -> new AssertionError("git " + String.join(" ", arguments)));
  }

  /// A merge that stops for a conflict, or before it commits.
  Diary merging(String branch) {
    run("merge", "-q", "--no-ff", "--no-commit", branch);
    return this;
  }

  private Optional<String> run(String... arguments) {
    var command = new ArrayList<>(List.of("git"));
    command.addAll(List.of(arguments));
    var builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
    now = now.plusSeconds(arguments[0].matches("commit|merge|revert") ? 3600 : 0);
    Map.of(
            "HOME", folder.toString(),
            "GIT_CONFIG_NOSYSTEM", "1",
            "GIT_AUTHOR_NAME", "Ada",
            "GIT_AUTHOR_EMAIL", "ada@example.com",
            "GIT_AUTHOR_DATE", now.toString(),
            "GIT_COMMITTER_NAME", "Bob",
            "GIT_COMMITTER_EMAIL", "bob@example.com",
            "GIT_COMMITTER_DATE", now.toString(),
            "GIT_EDITOR", "true")
        .forEach(builder.environment()::put);
    try {
      var process = builder.start();
      var output = new String(process.getInputStream().readAllBytes(), UTF_8);
      return process.waitFor() == 0 ? Optional.of(output.strip()) : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  Ran belay(String... arguments) {
    return Ran.in(folder, new HashMap<>(), arguments);
  }

  /// What a command answers, line by line; commits shown as `#`, digests as one digit, and people
  /// left out.
  List<String> told(String... arguments) {
    var ran = belay(arguments);
    assertEquals(0, ran.code(), ran.err());
    return ran.out()
        .replaceAll("sha256:([0-9a-f])\\1{11}", "$1")
        .replaceAll("\\b[0-9a-f]{9}\\b", "#")
        .replaceAll("Ada <ada@example.com>", "")
        .replaceAll("committed by Bob <bob@example.com>", "")
        .replaceAll("2026-05-", "")
        .replaceAll(":00Z", "")
        .lines()
        .map(line -> line.strip().replaceAll("\\s+", " "))
        .toList();
  }
}
