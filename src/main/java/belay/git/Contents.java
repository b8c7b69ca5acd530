package belay.git;

import belay.failure.Failure;
import belay.failure.Kind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.errors.LargeObjectException;
import org.eclipse.jgit.lib.AnyObjectId;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevTree;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;

/// Reads commits, folders and files out of a repository's objects.
final class Contents {
  private static final int LARGEST_FILE = 16 << 20;

  private final Repository repository;

  Contents(Repository repository) {
    this.repository = repository;
  }

  Commit commit(AnyObjectId id) throws IOException {
    try (var walk = new RevWalk(repository)) {
      return commit(walk.parseCommit(id));
    }
  }

  static Commit commit(RevCommit commit) {
    var author = commit.getAuthorIdent();
    var committer = commit.getCommitterIdent();
    return new Commit(
        commit.name(),
        author.getName(),
        author.getEmailAddress(),
        committer.getWhenAsInstant(),
        "%s <%s>".formatted(committer.getName(), committer.getEmailAddress()),
        commit.getFullMessage());
  }

  Optional<byte[]> read(String commit, String path) throws IOException {
    try (var walk = new RevWalk(repository)) {
      return read(tree(walk, commit), path);
    }
  }

  Optional<byte[]> read(RevTree tree, String path) throws IOException {
    if (path.isEmpty()) {
      return Optional.empty();
    }
    try (var found = TreeWalk.forPath(repository, path, tree)) {
      if (found == null || found.getFileMode(0).equals(FileMode.TREE)) {
        return Optional.empty();
      }
      if (!isFile(found)) {
        throw new Failure(
            Kind.REFUSED,
            "%s is %s in the repository".formatted(path, TreeEdit.kind(found.getFileMode(0))),
            "name the file that it stands for");
      }
      return Optional.of(bytes(found.getObjectId(0), path));
    }
  }

  private byte[] bytes(ObjectId blob, String path) throws IOException {
    try {
      return repository.open(blob).getBytes(LARGEST_FILE);
    } catch (LargeObjectException e) {
      throw new Failure(
          Kind.REFUSED,
          "%s is larger than %d MiB".formatted(path, LARGEST_FILE >> 20),
          "name a values file",
          e);
    }
  }

  List<String> list(String commit, String directory) throws IOException {
    try (var walk = new RevWalk(repository);
        var files = new TreeWalk(repository)) {
      var root = tree(walk, commit);
      if (!directory.isEmpty()) {
        try (var folder = TreeWalk.forPath(repository, directory, root)) {
          if (folder == null || !folder.getFileMode(0).equals(FileMode.TREE)) {
            return List.of();
          }
          files.addTree(folder.getObjectId(0));
        }
      } else {
        files.addTree(root);
      }
      files.setRecursive(true);
      return names(files, directory.isEmpty() ? "" : directory.replaceAll("/+$", "") + "/");
    }
  }

  private static List<String> names(TreeWalk files, String prefix) throws IOException {
    var names = new ArrayList<String>();
    while (files.next()) {
      if (isFile(files)) {
        names.add(prefix + files.getPathString());
      }
    }
    return names;
  }

  private static boolean isFile(TreeWalk at) {
    var mode = at.getFileMode(0);
    return mode.equals(FileMode.REGULAR_FILE) || mode.equals(FileMode.EXECUTABLE_FILE);
  }

  private RevTree tree(RevWalk walk, String commit) throws IOException {
    if (!ObjectId.isId(commit)
        || !repository.getObjectDatabase().has(ObjectId.fromString(commit))) {
      throw new Failure(
          Kind.NOT_FOUND,
          "no commit \"%s\" here".formatted(commit),
          "use the full id of a commit of this branch");
    }
    return walk.parseCommit(ObjectId.fromString(commit)).getTree();
  }
}
