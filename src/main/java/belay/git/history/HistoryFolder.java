package belay.git.history;

import belay.git.cache.CacheFiles;
import belay.git.object.LocalRepository;
import belay.git.run.Sha256;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Where the index of one branch's history is kept: files that can be thrown away at any time by
/// anybody, and are made again. Several processes use them at once: each file is there as a whole,
/// the last one written stays, and what it says is held against the branch before it is believed.
final class HistoryFolder {
  private static final int MOST_FOLDERS = 50;
  private static final int MOST_FILES = 200;
  private static final int NAME = 32;

  /// Another number where the files are written otherwise.
  private static final String VERSION = "belay history 1";

  private final Path root;
  private final Path folder;

  /// What holds besides the commits themselves: another value makes the files useless.
  private final String state;

  private HistoryFolder(Path root, String name, String state) {
    this.root = root;
    this.folder = root.resolve(name);
    this.state = state;
  }

  /// @param branch the branch's short name
  static HistoryFolder of(LocalRepository repository, String branch) throws IOException {
    var common = repository.common().toAbsolutePath();
    var name = Sha256.hex(common + "\n" + branch).substring(0, NAME);
    return new HistoryFolder(
        repository.git().host().cache().resolve("history"), name, shape(common));
  }

  /// Where history begins is not told by the commits where a clone is shallow or has grafts.
  private static String shape(Path common) throws IOException {
    var shape = new StringBuilder();
    for (var name : List.of("shallow", "info/grafts")) {
      var file = common.resolve(name);
      if (Files.exists(file)) {
        shape.append(Files.readString(file));
      }
      shape.append('\n');
    }
    return Sha256.hex(shape.toString());
  }

  /// Reads what is kept under a name.
  interface Content<T> {
    T read(ColumnFile.Reader file) throws IOException;
  }

  /// What is kept under a name; empty where it is not there, damaged, or of another version.
  <T> Optional<T> load(String name, Content<T> content) {
    try {
      var file = new ColumnFile.Reader(folder.resolve(name));
      return file.text().equals(VERSION) && file.text().equals(state)
          ? Optional.of(content.read(file))
          : Optional.empty();
    } catch (IOException | RuntimeException _) {
      return Optional.empty();
    }
  }

  /// Begins a file.
  ColumnFile.Writer writer() {
    return new ColumnFile.Writer().text(VERSION).text(state);
  }

  /// Keeps a file; where nothing can be written, the next run has to look again.
  void save(String name, ColumnFile.Writer file) {
    try {
      if (!Files.exists(folder)) {
        CacheFiles.makePrivate(root);
        limit(root, MOST_FOLDERS);
        Files.createDirectories(folder);
      }
      file.save(folder.resolve(name));
      limit(folder, MOST_FILES);
    } catch (IOException | UncheckedIOException _) {
      // a full disk is no reason not to answer
    }
  }

  /// Keeps the newest ones.
  private static void limit(Path folder, int most) throws IOException {
    try (var files = Files.list(folder)) {
      CacheFiles.beyond(most, files, file -> file).forEach(CacheFiles::delete);
    }
  }
}
