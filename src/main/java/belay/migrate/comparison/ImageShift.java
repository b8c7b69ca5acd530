package belay.migrate.comparison;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// A text in which nothing but images went from a tag to a digest; each keeps its repository.
///
/// @param images those in it
public record ImageShift(List<Image> images) {
  private static final Pattern DIGEST =
      Pattern.compile(
          "(?<=[A-Za-z0-9>})])@((?:sha256:[0-9a-f]{64}|sha512:[0-9a-f]{128})(?![\\w.-]))");

  /// A tag, and a digest behind it; charts that lack a tag may leave a colon.
  private static final String VERSION =
      "((?::(?:[A-Za-z0-9_][A-Za-z0-9_.+-]{0,127})?)?(?:@sha(?:256|512):[0-9a-f]{64,128})?)";

  private static final Pattern NAME =
      Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*(?::[0-9]+(?=/))?(?:/[A-Za-z0-9._-]+)*$");

  /// A tag that would stay before a digest.
  private static final Pattern KEPT_TAG = Pattern.compile("[A-Za-z0-9]:[A-Za-z0-9_.+-]*$");

  private static final int LONGEST = 1 << 20;

  public ImageShift {
    images = List.copyOf(images);
  }

  /// One image.
  ///
  /// @param before as it was, such as `nginx:1.27`
  public record Image(String before, String digest) {}

  /// What came of a text; empty where anything else changed in it.
  ///
  /// @param digests those that the images may have got
  public static Optional<ImageShift> of(String before, String after, Set<String> digests) {
    if (Math.max(before.length(), after.length()) > LONGEST) {
      return Optional.empty();
    }
    var parts = new StringBuilder();
    List<String> names = new ArrayList<>();
    List<String> found = new ArrayList<>();
    var at = 0;
    for (var match = DIGEST.matcher(after); match.find(); ) {
      if (digests.contains(match.group(1))) {
        var text = after.substring(at, match.start());
        if (KEPT_TAG.matcher(end(text)).find()) {
          return Optional.empty();
        }
        parts.append(Pattern.quote(text)).append(VERSION);
        names.add(name(after.substring(0, match.start())));
        found.add(match.group(1));
        at = match.end();
      }
    }
    parts.append(Pattern.quote(after.substring(at)));
    var match = Pattern.compile(parts.toString()).matcher(before);
    if (found.isEmpty() || !match.matches()) {
      return Optional.empty();
    }
    List<Image> images = new ArrayList<>();
    for (var i = 0; i < found.size(); i++) {
      images.add(new Image(names.get(i) + match.group(i + 1), found.get(i)));
    }
    return Optional.of(new ImageShift(images));
  }

  private static String name(String text) {
    var end = end(text);
    var match = NAME.matcher(end);
    return match.find() ? match.group() : end;
  }

  private static String end(String text) {
    return text.substring(Math.max(0, text.length() - 512));
  }
}
