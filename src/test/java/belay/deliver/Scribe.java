package belay.deliver;

import static java.nio.charset.StandardCharsets.UTF_8;

import belay.peers.Tool;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipInputStream;

/// Somebody else who writes to a bare repository: whole commits at a stroke, past Belay.
final class Scribe implements AutoCloseable {
  private final Path bare;
  private final Dialogue importer;
  private final Dialogue references;

  Scribe(Path bare) {
    this.bare = bare;
    try {
      Files.createDirectories(bare);
      Tool.run(bare, "git", "init", "-q", "--bare", "-b", "main", ".");
      importer =
          Dialogue.start(bare, "git", "fast-import", "--quiet", "--date-format=raw", "--force");
      references = Dialogue.start(bare, "git", "update-ref", "--stdin");
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
    importer.say(stream.toByteArray());
    var id = importer.answer();
    importer.expect("progress written");
    return id;
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
    references.say("start\nupdate refs/heads/main %s\ncommit\n".formatted(commit).getBytes(UTF_8));
    references.expect("start: ok");
    references.expect("commit: ok");
  }

  /// All files of a commit.
  Map<String, String> files(String commit) {
    Map<String, String> files = new TreeMap<>();
    try {
      var archive = Tool.run(bare, "git", "archive", "--format=zip", "-0", commit);
      var zip = new ZipInputStream(new ByteArrayInputStream(archive));
      for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        if (!entry.isDirectory()) {
          files.put(entry.getName(), new String(zip.readAllBytes(), UTF_8));
        }
      }
      return files;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    importer.close();
    references.close();
  }
}
