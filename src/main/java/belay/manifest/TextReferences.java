package belay.manifest;

import belay.image.ImageRef;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// References inside texts that are none themselves: `--sidecar-image=registry.example.com/a:1`.
///
/// What counts has a slash and a tag or digest, and is no part of a URL; in a text that is called
/// an image a slash is enough.
final class TextReferences {
  private static final int LONGEST = 1 << 16;
  private static final int MOST = 100;
  private static final Pattern WORD = Pattern.compile("[A-Za-z0-9\\[][A-Za-z0-9._:/@\\[\\]-]*+");
  private static final Pattern FLAG =
      Pattern.compile("--?([A-Za-z0-9._-]+)[= ](.*)", Pattern.DOTALL);
  private static final Pattern TAGGED =
      Pattern.compile("[^@]*/[^@/]+:(?![0-9]{1,5}$)[^@/]*|[^@]*/[^@]*@sha(?:256|512):.*");

  private TextReferences() {}

  /// @param label what the text is called, such as the name of the variable that it is the value of
  static List<String> in(String label, String text) {
    if (text.length() > LONGEST || text.indexOf('/') < 0) {
      return List.of();
    }
    var flag = FLAG.matcher(text);
    if (flag.matches()) {
      return in(flag.group(1), flag.group(2));
    }
    if (label.toLowerCase(Locale.ROOT).contains("image")
        && text.indexOf('/') > 0
        && ImageRef.read(text).isPresent()) {
      return List.of(text);
    }
    return WORD.matcher(text)
        .results()
        .filter(word -> !inUrl(text, word.start(), word.group()))
        .map(word -> word.group().replaceFirst("[.:]+$", ""))
        .filter(word -> TAGGED.matcher(word).matches() && ImageRef.read(word).isPresent())
        .distinct()
        .limit(MOST)
        .toList();
  }

  private static boolean inUrl(String text, int start, String word) {
    return word.contains("//") || text.startsWith("/", Math.max(0, start - 1));
  }
}
