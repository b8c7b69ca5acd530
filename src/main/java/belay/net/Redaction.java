package belay.net;

import java.net.URI;
import java.util.regex.Pattern;

/// Makes texts from outside fit for people's eyes: no secrets, no control characters, no endless
/// lines.
public final class Redaction {
  private static final int LONGEST = 300;
  private static final Pattern SECRET =
      Pattern.compile(
          "(?i)((?:bearer|basic)\\s+|(?:token|password|secret|signature|credential)[\"']?\\s*[=:]\\s*[\"']?)"
              + "[A-Za-z0-9._~+/=-]{6,}");
  private static final Pattern USER = Pattern.compile("://[^/@\\s]*@");

  private Redaction() {}

  /// A text that a server sent, in one line of at most 300 characters.
  public static String text(String text) {
    var flat = new StringBuilder();
    text.codePoints()
        .limit(4L * LONGEST)
        .map(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT ? ' ' : c)
        .forEach(flat::appendCodePoint);
    var safe = SECRET.matcher(USER.matcher(flat).replaceAll("://…@")).replaceAll("$1…");
    var line = safe.strip().replaceAll(" {2,}", " ");
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST - 1) + "…";
  }

  /// An address without what may be secret in it: user, and the values of its query (signed URLs).
  public static String uri(URI uri) {
    var query = uri.getRawQuery();
    var where = uri.getScheme() + "://" + hostAndPort(uri) + uri.getRawPath();
    return query == null
        ? where
        : where
            + "?"
            + query.replaceAll(
                "((?:^|&)(?!mount=|from=|digest=|scope=|service=)[^=&]*)=[^&]*", "$1=…");
  }

  private static String hostAndPort(URI uri) {
    return uri.getHost() + (uri.getPort() < 0 ? "" : ":" + uri.getPort());
  }
}
