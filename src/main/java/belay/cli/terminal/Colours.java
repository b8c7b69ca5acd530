package belay.cli.terminal;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Colours for tables that are ready to be printed: they repeat what the marks say.
public final class Colours {
  private static final Pattern OTHER =
      Pattern.compile("(?<=  )! (?:[0-9a-f]{7,12}\\b|[:-]\\S*|unreadable)");
  private static final Pattern HELD = Pattern.compile("\\bHELD\\b");
  private static final Pattern HEADER = Pattern.compile("^SERVICE  .*");

  private Colours() {}

  /// The table of `belay status`.
  public static String status(String text, Paint paint) {
    if (!paint.on()) {
      return text;
    }
    var other = OTHER.matcher(text).replaceAll(found -> quoted(paint.yellow(found.group())));
    var held = HELD.matcher(other).replaceAll(found -> quoted(paint.red(found.group())));
    return HEADER.matcher(held).replaceAll(found -> quoted(paint.bold(found.group())));
  }

  private static String quoted(String text) {
    return Matcher.quoteReplacement(text);
  }
}
