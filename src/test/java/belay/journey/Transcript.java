package belay.journey;

import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertEquals;

import belay.cli.Ran;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// All that some commands said, to be compared as a whole with a file of `cases/journey`, which
/// `-Dgolden=update` renews. What another run would have otherwise (ports, commits, times, folders)
/// stands there as a word.
final class Transcript {
  private static final Path CASES = Path.of("src/test/cases/journey");

  private final World world;
  private final StringBuilder text = new StringBuilder();

  Transcript(World world) {
    this.world = world;
  }

  /// Runs a command, which must end like this.
  Transcript belay(int code, String... arguments) {
    var ran = world.belay(arguments);
    assertEquals(code, ran.code(), ran.out() + ran.err());
    return heading("belay " + String.join(" ", arguments)).said(ran);
  }

  /// What a command said that was run elsewhere.
  Transcript said(Ran ran) {
    text.append(ran.err()).append(ran.out());
    return this;
  }

  /// What stands in a file on the server's branch.
  Transcript file(String path) {
    heading("cat " + path);
    text.append(world.git("show", "main:" + path));
    return this;
  }

  /// What a command said that ended with this code, but for its progress, which differs from time
  /// to time.
  Transcript ended(int code, Ran ran, String command) {
    assertEquals(code, ran.code(), ran.out() + ran.err());
    var error = ran.err().lines().dropWhile(line -> !line.startsWith("error: "));
    return heading(command)
        .said(new Ran(code, ran.out(), error.map(line -> line + "\n").collect(joining())));
  }

  private Transcript heading(String command) {
    text.append("$ ").append(command).append('\n');
    return this;
  }

  void is(String name) throws IOException {
    var file = CASES.resolve(name + ".txt");
    if ("update".equals(System.getProperty("golden"))) {
      Files.createDirectories(file.getParent());
      Files.writeString(file, settled());
    }
    assertEquals(Files.readString(file), settled());
  }

  private String settled() {
    return text.toString()
        .replace(world.folder.toString(), "$FOLDER")
        .replaceAll("127\\.0\\.0\\.1:[0-9]+", "127.0.0.1:PORT")
        .replaceAll("(?<!sha256:)\\b(?:[0-9a-f]{40}|[0-9a-f]{9})\\b", "COMMIT")
        .replaceAll("(commit|is at|syncing) [0-9a-f]{7}\\b", "$1 COMMIT")
        .replaceAll("attempt #[0-9]+ at [0-9:]+[AP]M", "attempt #N at TIME")
        .replaceAll("[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9:.]+Z", "TIME");
  }
}
