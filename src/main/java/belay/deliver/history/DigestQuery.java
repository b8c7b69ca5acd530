package belay.deliver.history;

import static java.nio.charset.StandardCharsets.UTF_8;

import belay.deliver.environment.References;
import belay.deliver.environment.Repositories;
import belay.failure.Failure;
import belay.failure.Kind;
import belay.image.Digest;
import belay.image.Repository;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// The digest that somebody looks for: in full or its beginning, everywhere or of one repository.
///
/// @param start the digest or its beginning, with the algorithm
/// @param repository the image's repository, where it matters
public record DigestQuery(String start, Optional<Repository> repository) {
  private static final Pattern BEGINNING = Pattern.compile("(sha256:|sha512:)?([0-9a-f]{7,128})");

  /// Reads `sha256:…`, at least seven hex digits of it, or `repository@digest`.
  public static DigestQuery parse(String text) {
    var at = text.indexOf('@');
    var digest = text.substring(at + 1).strip().toLowerCase(Locale.ROOT);
    var parts = BEGINNING.matcher(digest);
    if (!parts.matches()) {
      throw new Failure(
          Kind.USAGE,
          "not a digest, nor the beginning of one: \"%s\"".formatted(text),
          "write sha256: and its hex digits, at least the first seven");
    }
    var named = parts.group(1) != null;
    var algorithm = parts.group(2).length() > 64 ? "sha512:" : "sha256:";
    return new DigestQuery(
        named ? digest : algorithm + parts.group(2),
        at < 0 ? Optional.empty() : Optional.of(Repository.parse(text.substring(0, at))));
  }

  /// Whether a reference of a values file is to this digest.
  boolean isIn(String reference) {
    return References.digest(reference).filter(digest -> digest.startsWith(start)).isPresent()
        && repository
            .map(wanted ->
                Repositories.read(References.repository(reference)).filter(wanted::equals))
            .map(Optional::isPresent)
            .orElse(true);
  }

  /// What has to stand in a file that pins it.
  byte[] needle() {
    return start.substring(start.indexOf(':') + 1).getBytes(UTF_8);
  }

  /// Whether it is a digest in full.
  public boolean isWhole() {
    return Digest.isDigest(start);
  }
}
