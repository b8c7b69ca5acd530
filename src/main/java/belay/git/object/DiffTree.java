package belay.git.object;

import static java.nio.charset.StandardCharsets.UTF_8;

import belay.git.run.Git;
import belay.git.run.GitTrouble;
import belay.host.Programs;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// What differs between commits, read from one `git diff-tree --stdin`, which stays until it is
/// closed. Safe for use by several threads, one at a time.
public final class DiffTree implements AutoCloseable {
  /// Git says a line that names no commit back as it is.
  private static final String MARK = ".\n";

  private final Process process;
  private final InputStream out;
  private final OutputStream in;

  /// @param paths the files and folders to look at; empty for all
  public DiffTree(Git git, Collection<String> paths) throws IOException {
    var command =
        new ArrayList<>(
            List.of(
                "diff-tree",
                "--stdin",
                "-r",
                "-z",
                "--root",
                "--raw",
                "--no-renames",
                "--ignore-submodules=none",
                "--"));
    command.addAll(paths);
    this.process = git.start(command);
    this.out = new BufferedInputStream(process.getInputStream(), 1 << 16);
    this.in = new BufferedOutputStream(process.getOutputStream(), 1 << 13);
  }

  /// A commit and the one before it; empty for none.
  public record Pair(Optional<String> before, String after) {
    private String line() {
      return after + before.map(id -> " " + id).orElse("") + "\n";
    }
  }

  /// One path that differs.
  ///
  /// @param beforeMode as Git writes it; `000000` for nothing
  record Change(String path, String beforeMode, String beforeId, String afterMode, String afterId) {
    /// As a file; links and submodules count as none.
    private Optional<FileDelta> file() {
      var before = isFile(beforeMode) ? Optional.of(beforeId) : Optional.<String>empty();
      var after = isFile(afterMode) ? Optional.of(afterId) : Optional.<String>empty();
      return before.equals(after)
          ? Optional.empty()
          : Optional.of(new FileDelta(path, before, after));
    }

    private static boolean isFile(String mode) {
      return mode.startsWith("100");
    }
  }

  /// Takes what differs in one pair after the other, where anything does.
  public interface Taker {
    void take(int number, List<FileDelta> files);
  }

  /// Asks for many pairs at once, none of them twice.
  public synchronized void each(List<Pair> pairs, Taker taker) throws IOException {
    changes(
        pairs,
        (number, changes) -> {
          var files = changes.stream().flatMap(change -> change.file().stream()).toList();
          taker.take(number, files);
        });
  }

  private void ask(List<Pair> pairs) {
    try {
      for (var pair : pairs) {
        in.write(pair.line().getBytes(UTF_8));
      }
      in.write(MARK.getBytes(UTF_8));
      in.flush();
    } catch (IOException _) {
      // whoever waits for the answers finds that out
    }
  }

  /// The files that differ in one pair.
  public List<FileDelta> files(Pair pair) throws IOException {
    var found = new ArrayList<FileDelta>();
    each(List.of(pair), (_, files) -> found.addAll(files));
    return found;
  }

  /// All paths that differ in one pair.
  static List<Change> between(Git git, Pair pair) throws IOException {
    try (var diff = new DiffTree(git, List.of())) {
      var found = new ArrayList<Change>();
      diff.changes(List.of(pair), (_, changes) -> found.addAll(changes));
      return found;
    }
  }

  private interface Changes {
    void take(int number, List<Change> changes);
  }

  /// `ID NUL` for each pair that differs, `:mode mode id id STATUS NUL path NUL` for each path of
  /// it, and the mark.
  private void changes(List<Pair> pairs, Changes taker) throws IOException {
    var _ = Thread.ofVirtual().start(() -> ask(pairs));
    var changes = new ArrayList<Change>();
    var number = -1;
    for (var first = out.read(); first != '.'; first = out.read()) {
      if (first < 0) {
        throw ended();
      }
      if (first == ':') {
        var said = word();
        var words = said.split(" ");
        if (words.length < 4 || number < 0) {
          throw strange(said);
        }
        changes.add(new Change(word(), words[0], words[2], words[1], words[3]));
      } else {
        told(taker, number, changes);
        number = next(pairs, number, (char) first + word());
      }
    }
    out.skipNBytes(1);
    told(taker, number, changes);
  }

  private static void told(Changes taker, int number, List<Change> changes) {
    if (!changes.isEmpty()) {
      taker.take(number, List.copyOf(changes));
      changes.clear();
    }
  }

  private static int next(List<Pair> pairs, int number, String id) throws GitTrouble {
    for (var next = number + 1; next < pairs.size(); next++) {
      if (pairs.get(next).after().equals(id)) {
        return next;
      }
    }
    throw strange(id);
  }

  private static GitTrouble strange(String said) {
    return GitTrouble.said("git diff-tree says what nobody asked: " + said);
  }

  private String word() throws IOException {
    var word = new ByteArrayOutputStream(100);
    for (var next = out.read(); next != 0; next = out.read()) {
      if (next < 0) {
        throw ended();
      }
      word.write(next);
    }
    return word.toString(UTF_8);
  }

  private IOException ended() {
    try {
      in.close();
      var said = new String(process.getErrorStream().readNBytes(1 << 16), UTF_8);
      return GitTrouble.ended("diff-tree", said);
    } catch (IOException _) {
      return new EOFException();
    }
  }

  @Override
  public void close() {
    Programs.dismiss(process);
  }
}
