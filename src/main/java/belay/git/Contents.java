package belay.git;

import belay.failure.Failure;
import belay.failure.Kind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.eclipse.jgit.lib.AnyObjectId;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
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
      if (found == null) {
        requireNoSubmodule(tree, path);
        return Optional.empty();
      }
      if (found.getFileMode(0).equals(FileMode.TREE)) {
        return Optional.empty();
      }
      if (!isFile(found)) {
        throw new Failure(
            Kind.REFUSED,
            "%s is %s in the repository".formatted(path, TreeEdit.kind(found.getFileMode(0))),
            "name the file that it stands for");
      }
      return Optional.of(bytes(found.getObjectReader(), found.getObjectId(0), path));
    }
  }

  /// What lies below a submodule is in another repository, and no commit here can change it.
  private void requireNoSubmodule(RevTree tree, String path) throws IOException {
    for (var slash = path.indexOf('/'); slash > 0; slash = path.indexOf('/', slash + 1)) {
      var folder = path.substring(0, slash);
      try (var found = TreeWalk.forPath(repository, folder, tree)) {
        if (found == null) {
          return;
        }
        if (found.getFileMode(0).equals(FileMode.GITLINK)) {
          throw submodule(folder);
        }
      }
    }
  }

  private static Failure submodule(String folder) {
    return new Failure(
        Kind.REFUSED,
        "%s is a submodule: its files are in another repository".formatted(folder),
        "name that one: --repo URL, as .gitmodules has it, with paths in its own belay.yaml");
  }

  private static byte[] bytes(ObjectReader reader, ObjectId blob, String path) throws IOException {
    var loader = reader.open(blob);
    if (loader.getSize() > LARGEST_FILE) {
      throw new Failure(
          Kind.REFUSED,
          "%s: has %d bytes, more than the %d that are read"
              .formatted(path, loader.getSize(), LARGEST_FILE),
          "split the file");
    }
    return loader.getBytes(LARGEST_FILE);
  }

  /// One that is too large is said to be so when it is asked for, not before: the others can be
  /// read.
  Map<String, Supplier<byte[]>> readAll(String commit, String directory) throws IOException {
    try (var walk = new RevWalk(repository);
        var files = new TreeWalk(repository)) {
      if (!below(tree(walk, commit), directory, files)) {
        return Map.of();
      }
      Map<String, Supplier<byte[]>> all = new LinkedHashMap<>();
      var prefix = prefix(directory);
      while (files.next()) {
        if (isFile(files)) {
          var path = prefix + files.getPathString();
          all.put(path, file(files, path));
        }
      }
      return all;
    }
  }

  private static Supplier<byte[]> file(TreeWalk at, String path) throws IOException {
    try {
      var bytes = bytes(at.getObjectReader(), at.getObjectId(0), path);
      return () -> bytes;
    } catch (Failure tooLarge) {
      return () -> {
        throw tooLarge;
      };
    }
  }

  List<String> list(String commit, String directory) throws IOException {
    try (var walk = new RevWalk(repository);
        var files = new TreeWalk(repository)) {
      return below(tree(walk, commit), directory, files)
          ? names(files, prefix(directory))
          : List.of();
    }
  }

  /// Has a walk go through all files below a directory; false where there is no such directory.
  private boolean below(RevTree root, String directory, TreeWalk files) throws IOException {
    files.setRecursive(true);
    if (directory.isEmpty()) {
      files.addTree(root);
      return true;
    }
    try (var folder = TreeWalk.forPath(repository, directory, root)) {
      if (folder == null) {
        requireNoSubmodule(root, directory + "/");
        return false;
      }
      if (folder.getFileMode(0).equals(FileMode.GITLINK)) {
        throw submodule(directory);
      }
      if (!folder.getFileMode(0).equals(FileMode.TREE)) {
        return false;
      }
      files.addTree(folder.getObjectId(0));
      return true;
    }
  }

  private static String prefix(String directory) {
    return directory.isEmpty() ? "" : directory.replaceAll("/+$", "") + "/";
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
