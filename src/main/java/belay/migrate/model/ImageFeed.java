package belay.migrate.model;

import java.util.List;
import java.util.Optional;

/// The keys of a chart's values that an image comes from. A path is a list of keys; `*` stands for
/// each item of a list or each key of a mapping; an empty path is no key.
///
/// @param chart the path of the chart whose values they are
/// @param registry where the registry stands, when it has a key of its own
/// @param repository where the name stands
/// @param tag where the tag stood
/// @param digest where the digest stands now
/// @param reference what was rendered by default values, such as `docker.io/library/redis:7`; empty
///   where it is not known
/// @param spare whether another one counts by default: it is filled only where it has a name
public record ImageFeed(
    String chart,
    List<String> registry,
    List<String> repository,
    List<String> tag,
    List<String> digest,
    Optional<String> reference,
    boolean spare) {
  public ImageFeed {
    registry = List.copyOf(registry);
    repository = List.copyOf(repository);
    tag = List.copyOf(tag);
    digest = List.copyOf(digest);
  }

  /// Where the switch stands that lets the digest be empty: beside it.
  public List<String> allowEmptyDigest() {
    return digest.isEmpty()
        ? List.of()
        : java.util.stream.Stream.concat(
                digest.subList(0, digest.size() - 1).stream(),
                java.util.stream.Stream.of(DigestHelper.ALLOW_EMPTY))
            .toList();
  }
}
