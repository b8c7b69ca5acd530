package belay.image;

import belay.failure.Failure;
import belay.failure.Kind;
import belay.failure.Secrets;
import java.util.Optional;
import java.util.regex.Pattern;

/// How somebody refers to an image. A tag is a question and a digest is an answer: only `Pinned`
/// can be written to Git.
public sealed interface ImageRef {
  /// Where the image lives.
  Repository repository();

  /// A repository alone, with neither tag nor digest.
  record Named(Repository repository) implements ImageRef {
    /// What docker and Kubernetes take it for: the tag `latest`.
    public Tagged latest() {
      return repository.tagged("latest");
    }

    @Override
    public String toString() {
      return repository.toString();
    }
  }

  /// An image by a tag, which may name another image tomorrow.
  record Tagged(Repository repository, String tag) implements ImageRef {
    private static final Pattern TAG = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]{0,127}");

    public Tagged {
      if (!TAG.matcher(tag).matches()) {
        throw new Failure(
            Kind.USAGE,
            "not a tag: \"%s\"".formatted(tag),
            "a tag has 1 to 128 letters, digits, _ . - and does not start with . or -");
      }
    }

    @Override
    public String toString() {
      return repository + ":" + tag;
    }
  }

  /// An image by its digest: the same bytes for ever.
  record Pinned(Repository repository, Digest digest) implements ImageRef {
    @Override
    public String toString() {
      return repository + "@" + digest;
    }
  }

  /// Reads `[host[:port]/]path[:tag][@digest]`. Where both are given the digest is the reference
  /// and the tag only a remark, as for containerd.
  ///
  /// @throws Failure (usage) where the grammar does not allow the text
  static ImageRef parse(String text) {
    if (Secrets.inReference(text)) {
      throw Secrets.refused("the image's name");
    }
    var at = text.indexOf('@');
    var name = at < 0 ? text : text.substring(0, at);
    var colon = name.lastIndexOf(':');
    var tagged = colon > name.lastIndexOf('/') && colon > 0;
    var repository = Repository.parse(tagged ? name.substring(0, colon) : name);
    if (at >= 0) {
      if (tagged) {
        var _ = new Tagged(repository, name.substring(colon + 1));
      }
      return new Pinned(repository, Digest.parse(text.substring(at + 1)));
    }
    return tagged ? new Tagged(repository, name.substring(colon + 1)) : new Named(repository);
  }

  /// Reads what others wrote; empty where it is no reference.
  static Optional<ImageRef> read(String text) {
    try {
      return Optional.of(parse(text));
    } catch (Failure notOne) {
      return Optional.empty();
    }
  }
}
