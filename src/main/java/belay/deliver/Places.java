package belay.deliver;

import belay.failure.Failure;
import belay.failure.Kind;
import belay.host.Host;
import belay.scaffold.KubernetesName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/// What a location is by its text and by what lies there.
final class Places {
  private static final Pattern URL =
      Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*://.*|(?:[^/:@\\s]+@)?[^/:@\\s]{2,}:[^:].*");
  private static final int LARGEST = 1 << 22;

  private Places() {}

  /// The folder that is meant; empty for a URL.
  static Optional<Path> folder(Host host, String location) {
    var path = host.cwd().resolve(location).normalize();
    return URL.matcher(location).matches() && !Files.exists(path)
        ? Optional.empty()
        : Optional.of(path);
  }

  /// Whether a folder is a Git repository itself, a clone or a bare one.
  static boolean isRepository(Path folder) {
    return Files.exists(folder.resolve(".git"))
        || (Files.isRegularFile(folder.resolve("HEAD"))
            && Files.isDirectory(folder.resolve("objects")));
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
      throw new Failure(
          Kind.REFUSED, "cannot read \"%s\"".formatted(file), "make it readable, or move it", e);
    }
  }

  /// The project that a repository's name stands for: `shop` for `shop-gitops.git`.
  static String project(String location, Host host) {
    return KubernetesName.PROJECT.nearest(name(location, host).replaceFirst("-gitops$", ""));
  }

  /// What stands for the address of a repository where none is known; the host is reserved for
  /// examples and answers nobody.
  static String unknownUrl(String name) {
    return "https://git.example.com/" + name + ".git";
  }

  static String name(String location, Host host) {
    var text =
        folder(host, location).map(Path::toString).orElse(location).replaceFirst("[/\\\\]+$", "");
    var last = text.substring(Math.max(text.lastIndexOf('/'), text.lastIndexOf(':')) + 1);
    var name = last.replaceFirst("\\.git$", "").replaceAll("[^A-Za-z0-9._-]+", "-");
    return name.isEmpty() ? "gitops" : name;
  }
}
