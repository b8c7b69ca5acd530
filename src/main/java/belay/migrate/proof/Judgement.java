package belay.migrate.proof;

import belay.migrate.comparison.Difference;
import belay.migrate.comparison.ImageShift;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// What the differences of two renders are.
///
/// @param images fields in which images went to digests
/// @param checksums annotations with the hash of something that holds an image
/// @param others what must not be
record Judgement(List<Seen> images, List<Difference> checksums, List<Other> others) {
  private static final Pattern SUM_KEY =
      Pattern.compile("(?i).*(?:checksum|hash|sha(?:1|224|256|512)|md5)[^.]*");

  /// Such a line of a document that is compared line by line.
  private static final Pattern SUM_LINE =
      Pattern.compile(
          "(?i)\\s*(\\S*(?:checksum|hash|sha(?:1|224|256|512)|md5)\\S*):\\s*\"?[0-9a-f]{8,128}\"?\\s*");

  private static final Pattern SUM = Pattern.compile("(?:sha256:)?[0-9a-f]{8,128}");

  Judgement {
    images = List.copyOf(images);
    checksums = List.copyOf(checksums);
    others = List.copyOf(others);
  }

  /// An image in a field.
  record Seen(Difference field, ImageShift.Image image) {}

  /// What must not be.
  ///
  /// @param source the template that it was seen in
  /// @param why in words
  record Other(String source, String why) {}

  /// Judges what differs.
  ///
  /// @param masked fields that differ from run to run
  /// @param digests those that images may have got
  static Judgement of(
      List<Difference> differences, Set<Difference.Place> masked, Set<String> digests) {
    List<Seen> images = new ArrayList<>();
    List<Difference> checksums = new ArrayList<>();
    List<Other> others = new ArrayList<>();
    for (var difference : differences) {
      if (isMasked(difference, masked)) {
        continue;
      }
      var shift =
          difference.path().isEmpty()
              ? Optional.<ImageShift>empty()
              : ImageShift.of(difference.before(), difference.after(), digests);
      if (shift.isPresent()) {
        shift.get().images().forEach(image -> images.add(new Seen(difference, image)));
      } else if (isChecksum(difference)) {
        checksums.add(difference);
      } else {
        others.add(new Other(difference.source(), difference.inWords()));
      }
    }
    others.addAll(0, ambiguous(images));
    return new Judgement(images, checksums, others);
  }

  /// A field below one that differs, or a whole document of a name made by chance.
  static boolean isMasked(Difference difference, Set<Difference.Place> masked) {
    var place = difference.place();
    return masked.contains(place)
        || masked.contains(new Difference.Place(place.document(), ""))
        || masked.stream()
            .anyMatch(mask ->
                mask.document().equals(place.document())
                    && (place.path().startsWith(mask.path() + ".")
                        || place.path().startsWith(mask.path() + "[")));
  }

  static boolean isChecksum(Difference difference) {
    if (difference.path().startsWith("line ")) {
      var before = SUM_LINE.matcher(difference.before());
      var after = SUM_LINE.matcher(difference.after());
      return before.matches() && after.matches() && before.group(1).equals(after.group(1));
    }
    return SUM_KEY.matcher(difference.path()).matches()
        && SUM.matcher(difference.before()).matches()
        && SUM.matcher(difference.after()).matches()
        && difference.before().length() == difference.after().length();
  }

  /// One digest is one image: two that were told apart before are not the same now. What had an
  /// empty tag ran nowhere.
  private static List<Other> ambiguous(List<Seen> images) {
    Map<String, String> before = new HashMap<>();
    List<Other> found = new ArrayList<>();
    for (var seen : images) {
      if (seen.image().before().endsWith(":")) {
        continue;
      }
      var old = before.putIfAbsent(seen.image().digest(), seen.image().before());
      if (old != null && !old.equals(seen.image().before())) {
        found.add(
            new Other(
                seen.field().source(),
                "%s and %s would get one digest".formatted(old, seen.image().before())));
      }
    }
    return found.stream().distinct().toList();
  }
}
