package belay.cli.terminal;

import java.util.regex.Pattern;

/// Text as a terminal may get it. Names come from archives, servers and values files of others:
/// their control characters could repaint the screen or make up lines that nobody said.
public final class Printable {
  /// Control characters but line feed and tab, the carriage return of a line's end aside, and those
  /// that turn the direction of writing around (CVE-2021-42574).
  private static final Pattern HARMFUL =
      Pattern.compile("(?!\\r\\n)[\\p{Cc}&&[^\\n\\t]]|[\\u202a-\\u202e\\u2066-\\u2069]");

  private Printable() {}

  /// The same text with `?` in place of each harmful character.
  public static String of(String text) {
    return HARMFUL.matcher(text).replaceAll("?");
  }
}
