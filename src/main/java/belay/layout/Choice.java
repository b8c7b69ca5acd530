package belay.layout;

/// Which image of a layout or an archive is meant.
public sealed interface Choice {
  /// The one that is there; where there are several, it is an error that lists them.
  record Only() implements Choice {}

  /// The one of that name: its `org.opencontainers.image.ref.name`, its name in `docker save`'s
  /// `RepoTags`, or its digest.
  record Named(String name) implements Choice {}

  /// All of them as one multi-platform index; the one that is there where there is one.
  record AllPlatforms() implements Choice {}
}
