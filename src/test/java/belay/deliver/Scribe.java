package belay.deliver;

import static java.nio.charset.StandardCharsets.UTF_8;

import belay.git.Jgit;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.treewalk.TreeWalk;

/// Somebody else who writes to a bare repository: whole commits at a stroke, past Belay.
final class Scribe implements AutoCloseable {
  private final Repository repository;

  Scribe(Path bare) {
    Jgit.ready();
    try {
      repository =
          new FileRepositoryBuilder()
              .setBare()
              .setGitDir(bare.toFile())
              .setInitialBranch("main")
              .build();
      repository.create(true);
    } catch (IOException | org.eclipse.jgit.api.errors.InvalidRefNameException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Writes a commit; no branch moves.
  String commit(Map<String, String> files, List<String> parents, String message, Instant time) {
    try (var inserter = repository.newObjectInserter()) {
      var commit = new CommitBuilder();
      commit.setTreeId(tree(inserter, files));
      commit.setParentIds(parents.stream().map(ObjectId::fromString).toList());
      commit.setAuthor(new PersonIdent("Bob", "bob@example.com", time, ZoneOffset.UTC));
      commit.setCommitter(new PersonIdent("Carol", "carol@example.com", time, ZoneOffset.UTC));
      commit.setMessage(message);
      var id = inserter.insert(commit);
      inserter.flush();
      return id.name();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ObjectId tree(ObjectInserter inserter, Map<String, String> files)
      throws IOException {
    var index = DirCache.newInCore();
    var builder = index.builder();
    for (var file : files.entrySet()) {
      var entry = new DirCacheEntry(file.getKey());
      entry.setFileMode(FileMode.REGULAR_FILE);
      entry.setObjectId(inserter.insert(Constants.OBJ_BLOB, file.getValue().getBytes(UTF_8)));
      builder.add(entry);
    }
    builder.finish();
    return index.writeTree(inserter);
  }

  /// Moves `main`, as a push would.
  void move(String commit) {
    try {
      var update = repository.updateRef("refs/heads/main");
      update.setNewObjectId(ObjectId.fromString(commit));
      update.disableRefLog();
      update.forceUpdate();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// All files of the newest commit of `main`.
  Map<String, String> files(String commit) {
    Map<String, String> files = new TreeMap<>();
    try (var walk = new RevWalk(repository);
        var tree = new TreeWalk(repository)) {
      tree.addTree(walk.parseCommit(ObjectId.fromString(commit)).getTree());
      tree.setRecursive(true);
      while (tree.next()) {
        files.put(
            tree.getPathString(),
            new String(repository.open(tree.getObjectId(0)).getBytes(), UTF_8));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return files;
  }

  @Override
  public void close() {
    repository.close();
  }
}
