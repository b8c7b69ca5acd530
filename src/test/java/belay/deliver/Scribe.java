package belay.deliver;

import static java.nio.charset.StandardCharsets.UTF_8;

import belay.peers.Tool;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Somebody else who writes to a bare repository: whole commits at a stroke, past Belay.
final class Scribe implements AutoCloseable {
  private final Path bare;
  private final Process importer;
  private final BufferedReader answers;

  Scribe(Path bare) {
    this.bare = bare;
    try {
      Files.createDirectories(bare);
      Tool.run(bare, "git", "init", "-q", "--bare", "-b", "main", ".");
      importer =
          new ProcessBuilder("git", "fast-import", "--quiet", "--date-format=raw", "--force")
              .directory(bare.toFile())
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      answers = new BufferedReader(new InputStreamReader(importer.getInputStream(), UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Writes a commit; no branch moves.
  String commit(Map<String, String> files, List<String> parents, String message, Instant time) {
    var stream = new ByteArrayOutputStream();
    line(stream, "reset refs/scribe");
    line(stream, "");
    line(stream, "commit refs/scribe");
    line(stream, "mark :1");
    line(stream, "author Bob <bob@example.com> %d +0000".formatted(time.getEpochSecond()));
    line(stream, "committer Carol <carol@example.com> %d +0000".formatted(time.getEpochSecond()));
    data(stream, message);
    for (var i = 0; i < parents.size(); i++) {
      line(stream, (i == 0 ? "from " : "merge ") + parents.get(i));
    }
    line(stream, "deleteall");
    files.forEach((path, content) -> {
      line(stream, "M 100644 inline " + path);
      data(stream, content);
    });
    line(stream, "get-mark :1");
    line(stream, "checkpoint");
    line(stream, "progress written");
    try {
      stream.writeTo(importer.getOutputStream());
      importer.getOutputStream().flush();
      var id = answers.readLine();
      if (!"progress written".equals(answers.readLine())) {
        throw new IllegalStateException("git fast-import ended");
      }
      return id;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void line(ByteArrayOutputStream stream, String text) {
    stream.writeBytes((text + "\n").getBytes(UTF_8));
  }

  private static void data(ByteArrayOutputStream stream, String text) {
    line(stream, "data " + text.getBytes(UTF_8).length);
    line(stream, text);
  }

  /// Moves `main`, as a push would.
  void move(String commit) {
    git("update-ref", "refs/heads/main", commit);
  }

  /// All files of the newest commit of `main`.
  Map<String, String> files(String commit) {
    Map<String, String> files = new TreeMap<>();
    for (var path : git("ls-tree", "-r", "-z", "--name-only", commit).split("\0")) {
      if (!path.isEmpty()) {
        files.put(path, git("cat-file", "blob", commit + ":" + path));
      }
    }
    return files;
  }

  private String git(String... arguments) {
    try {
      var command = new java.util.ArrayList<>(List.of("git"));
      command.addAll(List.of(arguments));
      return new String(Tool.run(bare, command.toArray(String[]::new)), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    importer.destroy();
  }
}
