package belay.layout;

import belay.failure.Failure;
import belay.failure.Kind;
import belay.image.Platform;
import belay.layout.oci.Descriptor;
import belay.layout.oci.MediaTypes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/// Finds the image that somebody means among an index's entries.
///
/// @param where what the user calls the layout
/// @param entries what its index lists
/// @param children what an index that is one of them lists
record ImageSelection(
    String where, List<Descriptor> entries, Function<Descriptor, List<Descriptor>> children) {
  private static final int DEEPEST = 8;
  private static final int MOST_ENTRIES = 10_000;
  private static final int LISTED = 20;

  /// BuildKit's attestations stand in an index as images for this platform, which none runs on.
  private static final Platform NO_PLATFORM = new Platform("unknown", "unknown", "");

  Descriptor choose(Choice choice) {
    return switch (choice) {
      case Choice.Named(var name) -> named(name);
      case Choice.Only(), Choice.AllPlatforms() -> only();
    };
  }

  /// Several entries that are the same image by different names are one.
  private Descriptor only() {
    if (entries.isEmpty()) {
      throw new Failure(
          Kind.NOT_FOUND, "\"%s\" holds no image".formatted(where), "build the image again");
    }
    if (entries.stream().map(Descriptor::digest).distinct().count() > 1) {
      var all = isOneImage() ? ", or push all platforms as one index with --all-platforms" : "";
      throw list(
          Kind.USAGE,
          "\"%s\" holds %d images and none was chosen".formatted(where, entries.size()),
          "choose one by its name or digest with --name" + all);
    }
    return entries.getFirst();
  }

  private Descriptor named(String name) {
    List<Descriptor> level = entries;
    var seen = entries.size();
    for (var depth = 0; depth < DEEPEST && seen <= MOST_ENTRIES && !level.isEmpty(); depth++) {
      var found = level.stream().filter(entry -> isCalled(entry, name)).toList();
      if (found.stream().map(Descriptor::digest).distinct().count() > 1) {
        throw list(
            Kind.USAGE,
            "\"%s\" holds several images named \"%s\"".formatted(where, name),
            "choose one by its digest: --name sha256:…");
      }
      if (!found.isEmpty()) {
        return found.getFirst();
      }
      level = below(level);
      seen += level.size();
    }
    throw list(
        Kind.NOT_FOUND,
        "no image named \"%s\" in \"%s\"".formatted(name, where),
        "choose one of those that are there with --name");
  }

  private List<Descriptor> below(List<Descriptor> level) {
    List<Descriptor> below = new ArrayList<>();
    for (var entry : level) {
      if (MediaTypes.isIndex(entry.mediaType()) && below.size() <= MOST_ENTRIES) {
        below.addAll(children.apply(entry));
      }
    }
    return below;
  }

  private static boolean isCalled(Descriptor entry, String name) {
    return entry.digest().toString().equals(name)
        || ImageNames.of(entry).stream().anyMatch(own -> ImageNames.same(own, name));
  }

  /// Whether the entries are what one multi-platform index could list: each for a platform of its
  /// own. A node picks by platform: without, or with two for one, it would run whichever comes
  /// first.
  private boolean isOneImage() {
    Set<Platform> platforms = new HashSet<>();
    for (var entry : entries) {
      if (entry.platform().isEmpty()) {
        return false;
      }
      var platform = entry.platform().get();
      if (!platforms.add(platform) && !platform.equals(NO_PLATFORM)) {
        return false;
      }
    }
    return true;
  }

  void checkIsOneImage() {
    if (!isOneImage()) {
      throw list(
          Kind.REFUSED,
          "the %d images in \"%s\" are not the platforms of one".formatted(entries.size(), where),
          "choose one by its name or digest with --name");
    }
  }

  private Failure list(Kind kind, String what, String help) {
    var failure = new Failure(kind, what, help);
    for (var entry : entries.subList(0, Math.min(entries.size(), LISTED))) {
      failure = failure.because(line(entry));
    }
    return entries.size() > LISTED
        ? failure.because("and %d more".formatted(entries.size() - LISTED))
        : failure;
  }

  private static String line(Descriptor entry) {
    var names = ImageNames.of(entry);
    var platform = entry.platform().map(Platform::toString).orElse("no platform named");
    return "%s (%s) %s"
        .formatted(
            names.isEmpty() ? "unnamed" : String.join(", ", names), platform, entry.digest());
  }
}
