package belay.demo;

import belay.failure.Failure;
import belay.image.Digest;
import belay.image.ImageRef;
import belay.image.Repository;
import java.util.regex.Pattern;

/// What a path of the distribution API names. Names, tags and digests are parsed here, so that the
/// store never sees a path that somebody else wrote.
sealed interface Route {
  record Ping() implements Route {}

  record Manifest(Repository repository, Reference reference) implements Route {}

  record Blob(Repository repository, Digest digest) implements Route {}

  record Uploads(Repository repository) implements Route {}

  record Upload(Repository repository, String id) implements Route {}

  /// A manifest's name in its repository.
  sealed interface Reference {
    record Tag(String name) implements Reference {}

    record Content(Digest digest) implements Reference {}
  }

  Pattern PATH =
      Pattern.compile(
          "/v2/(?<name>.+)/(?:(?<kind>manifests|blobs)/(?<ref>[^/]+)|blobs/uploads/(?<id>[0-9a-f-]*))");

  static Route parse(String path) {
    if (path.equals("/v2/") || path.equals("/v2")) {
      return new Ping();
    }
    var match = PATH.matcher(path);
    if (!match.matches()) {
      throw new RegistryError(404, "UNSUPPORTED", "no such path");
    }
    var repository = repository(match.group("name"));
    var id = match.group("id");
    if (id != null) {
      return id.isEmpty() ? new Uploads(repository) : new Upload(repository, id);
    }
    var reference = match.group("ref");
    return match.group("kind").equals("manifests")
        ? new Manifest(repository, reference(repository, reference))
        : new Blob(repository, digest(reference));
  }

  /// The host does not count: this registry has one name space.
  static Repository repository(String path) {
    try {
      return new Repository("loopback", path);
    } catch (Failure e) {
      throw new RegistryError(400, "NAME_INVALID", e.what());
    }
  }

  private static Reference reference(Repository repository, String text) {
    if (text.indexOf(':') >= 0) {
      return new Reference.Content(digest(text));
    }
    try {
      return new Reference.Tag(new ImageRef.Tagged(repository, text).tag());
    } catch (Failure e) {
      throw new RegistryError(400, "TAG_INVALID", e.what());
    }
  }

  static Digest digest(String text) {
    try {
      return Digest.parse(text);
    } catch (Failure e) {
      throw new RegistryError(400, "DIGEST_INVALID", e.what());
    }
  }
}
