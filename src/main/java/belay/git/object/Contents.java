package belay.git.object;

import static java.nio.charset.StandardCharsets.UTF_8;

import belay.failure.Failure;
import belay.failure.Kind;
import belay.git.run.GitTrouble;
import belay.git.run.Refs;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/// Reads commits, folders and files out of a repository's objects.
///
/// @param objects where they are read
public record Contents(ObjectReader objects) {
  /// `author Name <email> seconds zone`.
  private static final Pattern PERSON =
      Pattern.compile("(?m)^(author|committer) (.*?) ?<([^>\\n]*)>(?: (-?\\d+) .*)?$");

  public Contents(LocalRepository repository) {
    this(repository.objects());
  }

  /// A commit by its id.
  public Commit commit(String id) throws IOException {
    return commit(objects.get(id));
  }

  private static Commit commit(ObjectReader.Found found) throws IOException {
    var text = new String(found.bytes(), UTF_8);
    var end = text.indexOf("\n\n");
    var header = end < 0 ? text : text.substring(0, end);
    var author = "";
    var email = "";
    var committer = "";
    var time = Instant.EPOCH;
    for (var person = PERSON.matcher(header); person.find(); ) {
      if (person.group(1).equals("author")) {
        author = person.group(2);
        email = person.group(3);
      } else {
        committer = "%s <%s>".formatted(person.group(2), person.group(3));
        time =
            Instant.ofEpochSecond(Long.parseLong(Optional.ofNullable(person.group(4)).orElse("0")));
      }
    }
    return new Commit(
        found.id(), author, email, time, committer, end < 0 ? "" : text.substring(end + 2));
  }

  /// The id of a commit's tree.
  public String tree(String commit) throws IOException {
    return tree(objects.get(commit));
  }

  private static String tree(ObjectReader.Found commit) throws IOException {
    var line = new String(commit.bytes(), UTF_8).lines().findFirst().orElse("");
    if (!commit.type().equals("commit") || !line.startsWith("tree ")) {
      throw GitTrouble.said("bad object %s: not a commit".formatted(commit.id()));
    }
    return line.substring("tree ".length());
  }

  /// The tree of a commit that a caller names.
  private String treeOf(String commit) throws IOException {
    var found = Refs.isId(commit) ? objects.find(commit) : Optional.<ObjectReader.Found>empty();
    return tree(
        found.orElseThrow(() ->
            new Failure(
                Kind.NOT_FOUND,
                "no commit \"%s\" here".formatted(commit),
                "use the full id of a commit of this branch")));
  }

  private Tree folder(String id) throws IOException {
    return Tree.of(objects.get(id));
  }

  /// What stands at a path below a tree.
  Optional<Tree.Entry> entry(String root, String path) throws IOException {
    var tree = root;
    var names = path.split("/");
    for (var i = 0; i < names.length; i++) {
      var entry = folder(tree).entry(names[i]);
      if (entry.isEmpty() || i == names.length - 1) {
        return entry;
      }
      if (!entry.get().isTree()) {
        return Optional.empty();
      }
      tree = entry.get().id();
    }
    return Optional.empty();
  }

  /// The name of a file's content at a commit.
  public Optional<String> blob(String commit, String path) throws IOException {
    return entry(tree(commit), path).filter(Tree.Entry::isFile).map(Tree.Entry::id);
  }

  public Optional<byte[]> read(String commit, String path) throws IOException {
    if (path.isEmpty()) {
      return Optional.empty();
    }
    var root = treeOf(commit);
    var found = entry(root, path);
    if (found.isEmpty()) {
      requireNoSubmodule(root, path);
    }
    if (found.isEmpty() || found.get().isTree()) {
      return Optional.empty();
    }
    if (!found.get().isFile()) {
      throw new Failure(
          Kind.REFUSED,
          "%s is %s in the repository".formatted(path, found.get().kind()),
          "name the file that it stands for");
    }
    return Optional.of(file(objects.get(found.get().id()), path).get());
  }

  /// What lies below a submodule is in another repository, and no commit here can change it.
  private void requireNoSubmodule(String root, String path) throws IOException {
    for (var slash = path.indexOf('/'); slash > 0; slash = path.indexOf('/', slash + 1)) {
      var folder = path.substring(0, slash);
      if (entry(root, folder).filter(Tree.Entry::isSubmodule).isPresent()) {
        throw submodule(folder);
      }
    }
  }

  private static Failure submodule(String folder) {
    return new Failure(
        Kind.REFUSED,
        "%s is a submodule: its files are in another repository".formatted(folder),
        "name that one: --repo URL, as .gitmodules has it, with paths in its own belay.yaml");
  }

  /// One that is too large is said to be so when it is asked for, not before: the others can be
  /// read.
  private static Supplier<byte[]> file(ObjectReader.Found blob, String path) {
    if (!blob.tooLarge()) {
      return blob::bytes;
    }
    return () -> {
      throw new Failure(
          Kind.REFUSED,
          "%s: has %d bytes, more than the %d that are read"
              .formatted(path, blob.size(), ObjectReader.LARGEST),
          "split the file");
    };
  }

  public Map<String, Supplier<byte[]>> readAll(String commit, String directory) throws IOException {
    var files = files(commit, directory);
    var paths = List.copyOf(files.keySet());
    Map<String, Supplier<byte[]>> all = new LinkedHashMap<>();
    objects.each(
        List.copyOf(files.values()),
        (number, blob) -> all.put(paths.get(number), file(blob, paths.get(number))));
    return all;
  }

  public List<String> list(String commit, String directory) throws IOException {
    return List.copyOf(files(commit, directory).keySet());
  }

  /// All files below a directory, as full paths with their ids, in Git's order.
  private Map<String, String> files(String commit, String directory) throws IOException {
    var files = new LinkedHashMap<String, String>();
    var folder = directory.replaceAll("/+$", "");
    var tree = tree(commit, folder);
    if (tree.isPresent()) {
      collect(tree.get(), folder.isEmpty() ? "" : folder + "/", files);
    }
    return files;
  }

  /// The tree of a directory; `""` is the root.
  private Optional<String> tree(String commit, String folder) throws IOException {
    var root = treeOf(commit);
    if (folder.isEmpty()) {
      return Optional.of(root);
    }
    var entry = entry(root, folder);
    if (entry.isEmpty()) {
      requireNoSubmodule(root, folder + "/");
    } else if (entry.get().isSubmodule()) {
      throw submodule(folder);
    }
    return entry.filter(Tree.Entry::isTree).map(Tree.Entry::id);
  }

  /// The names of the folders in a directory.
  public List<String> folders(String commit, String directory) throws IOException {
    var tree = tree(commit, directory);
    return tree.isEmpty()
        ? List.of()
        : folder(tree.get()).entries().stream()
            .filter(Tree.Entry::isTree)
            .map(Tree.Entry::name)
            .toList();
  }

  /// The first of the files below a directory that is one of those wanted, as a full path.
  public Optional<String> first(String commit, String directory, Predicate<String> wanted)
      throws IOException {
    var tree = tree(commit, directory);
    return tree.isEmpty() ? Optional.empty() : first(tree.get(), wanted, directory);
  }

  private Optional<String> first(String tree, Predicate<String> wanted, String folder)
      throws IOException {
    return folder(tree)
        .first(entry -> {
          var path = folder + "/" + entry.name();
          return entry.isTree()
              ? first(entry.id(), wanted, path)
              : Optional.of(path).filter(it -> entry.isFile() && wanted.test(it));
        });
  }

  private void collect(String tree, String prefix, Map<String, String> files) throws IOException {
    for (var entry : folder(tree).entries()) {
      if (entry.isTree()) {
        collect(entry.id(), prefix + entry.name() + "/", files);
      } else if (entry.isFile()) {
        files.put(prefix + entry.name(), entry.id());
      }
    }
  }

  /// All files of a commit, as if they had come at once.
  public List<FileDelta> all(String commit) throws IOException {
    var deltas = new ArrayList<FileDelta>();
    files(commit, "")
        .forEach((path, id) -> deltas.add(new FileDelta(path, Optional.empty(), Optional.of(id))));
    return deltas;
  }
}
