package belay.image;

import belay.failure.Failure;
import belay.failure.Kind;
import belay.failure.Secrets;
import java.util.Locale;
import java.util.regex.Pattern;

/// Where images of one name live: a registry's host and a path in it.
///
/// The registry is `host` or `host:port`, in lower case, `docker.io` for Docker Hub by any of its
/// names; the path follows the distribution specification (lower case, separated by `/`), with
/// Docker Hub's `library/` made explicit.
///
/// @param registry host and, where given, port
/// @param path the repository's name in the registry
public record Repository(String registry, String path) {
  private static final Pattern HOST =
      Pattern.compile(
          "(?:[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?(?:\\.[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?)*|\\[[0-9a-fA-F:]+])(?::[0-9]{1,5})?");
  private static final Pattern PATH =
      Pattern.compile(
          "[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*(?:/[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*)*");
  private static final int LONGEST_PATH = 255;
  private static final int LONGEST_HOST = 259;
  private static final String HUB = "docker.io";

  public Repository {
    require(registry, path, registry + "/" + path);
    registry = registry.toLowerCase(Locale.ROOT);
    if (registry.equals("index.docker.io") || registry.equals("registry-1.docker.io")) {
      registry = HUB;
    }
    if (registry.equals(HUB) && path.indexOf('/') < 0) {
      path = "library/" + path;
    }
  }

  /// Reads `[host[:port]/]path`; without a host the registry is Docker Hub, as with docker.
  ///
  /// @throws Failure (usage) where the grammar does not allow the name
  public static Repository parse(String name) {
    if (name.indexOf('@') >= 0 && Secrets.inReference(name)) {
      throw Secrets.refused("the repository's name");
    }
    var slash = name.indexOf('/');
    if (slash > 0) {
      var first = name.substring(0, slash);
      if (first.indexOf('.') >= 0 || first.indexOf(':') >= 0 || first.equals("localhost")) {
        return named(first, name.substring(slash + 1), name);
      }
    }
    return named(HUB, name, name);
  }

  /// What is refused is quoted as it was typed, without the registry that nobody wrote.
  private static Repository named(String registry, String path, String typed) {
    require(registry, path, typed);
    return new Repository(registry, path);
  }

  private static void require(String registry, String path, String typed) {
    if (registry.length() > LONGEST_HOST || !HOST.matcher(registry).matches()) {
      throw malformed(typed, "\"%s\" is not a registry's host[:port]".formatted(registry));
    }
    if (path.length() > LONGEST_PATH || !PATH.matcher(path).matches()) {
      throw malformed(
          typed,
          "\"%s\" is not a repository's path: lower-case letters, digits, and . _ - / between them"
              .formatted(path));
    }
  }

  /// The last part of the path, such as `core-cqrs-command`.
  public String name() {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  public ImageRef.Tagged tagged(String tag) {
    return new ImageRef.Tagged(this, tag);
  }

  public ImageRef.Pinned pinned(Digest digest) {
    return new ImageRef.Pinned(this, digest);
  }

  @Override
  public String toString() {
    return registry + "/" + path;
  }

  private static Failure malformed(String name, String why) {
    return new Failure(
            Kind.USAGE,
            "not an image repository: \"%s\"".formatted(name),
            "write it as host[:port]/path, such as registry.example.com/team/service")
        .because(why);
  }
}
