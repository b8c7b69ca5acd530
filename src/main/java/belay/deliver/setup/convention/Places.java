package belay.deliver.setup.convention;

import belay.failure.Failure;
import belay.failure.Kind;
import belay.host.Host;
import belay.scaffold.template.KubernetesName;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// What a location is by its text and by what lies there.
public final class Places {
  private static final Pattern URL =
      Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*://.*|(?:[^/:@\\s]+@)?[^/:@\\s]{2,}:[^:].*");
  private static final int LARGEST = 1 << 22;
  private static final int MOST = 100_000;
  private static final Set<String> OTHERS = Set.of(".git", "node_modules");

  private Places() {}

  /// The folder that is meant; empty for a URL.
  public static Optional<Path> folder(Host host, String location) {
    var path = host.cwd().resolve(location).normalize();
    return URL.matcher(location).matches() && !Files.exists(path)
        ? Optional.empty()
        : Optional.of(path);
  }

  /// Whether a folder is a Git repository itself, a clone or a bare one.
  public static boolean isRepository(Path folder) {
    return Files.exists(folder.resolve(".git")) || isBare(folder);
  }

  static boolean isBare(Path folder) {
    return Files.isRegularFile(folder.resolve("HEAD"))
        && Files.isDirectory(folder.resolve("objects"));
  }

  /// The files below a folder, as paths from it, without Git's own; links are not followed.
  static List<String> files(Path folder) {
    List<String> files = new ArrayList<>();
    if (Files.isDirectory(folder)) {
      try {
        Files.walkFileTree(folder, new Walk(folder, files));
      } catch (IOException e) {
        throw unreadable(folder, e);
      }
    }
    return files;
  }

  private static final class Walk extends SimpleFileVisitor<Path> {
    private final Path root;
    private final List<String> files;

    Walk(Path root, List<String> files) {
      this.root = root;
      this.files = files;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
      return OTHERS.contains(String.valueOf(folder.getFileName()))
          ? FileVisitResult.SKIP_SUBTREE
          : FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      files.add(root.relativize(file).toString().replace('\\', '/'));
      return files.size() < MOST ? FileVisitResult.CONTINUE : FileVisitResult.TERMINATE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException closed) {
      return FileVisitResult.CONTINUE;
    }
  }

  private static Failure unreadable(Path path, IOException why) {
    return new Failure(
        Kind.REFUSED, "cannot read \"%s\"".formatted(path), "make it readable, or move it", why);
  }

  static Optional<byte[]> read(Path file) {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    if (!Files.isRegularFile(file)) {
      return Optional.of(new byte[0]);
    }
    try (var in = Files.newInputStream(file)) {
      return Optional.of(in.readNBytes(LARGEST));
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  /// The project that a repository's name stands for: `shop` for `shop-gitops.git`.
  public static String project(String location, Host host) {
    return KubernetesName.PROJECT.nearest(name(location, host).replaceFirst("-gitops$", ""));
  }

  /// What stands for the address of a repository where none is known; the host is reserved for
  /// examples and answers nobody.
  public static String unknownUrl(String name) {
    return "https://git.example.com/" + name + ".git";
  }

  /// What a repository is called by its location.
  public static String name(String location, Host host) {
    var text =
        folder(host, location).map(Path::toString).orElse(location).replaceFirst("[/\\\\]+$", "");
    var last = text.substring(Math.max(text.lastIndexOf('/'), text.lastIndexOf(':')) + 1);
    var name = last.replaceFirst("\\.git$", "").replaceAll("[^A-Za-z0-9._-]+", "-");
    return name.isEmpty() ? "gitops" : name;
  }
}
