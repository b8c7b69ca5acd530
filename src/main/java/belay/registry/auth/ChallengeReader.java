package belay.registry.auth;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Reads a `WWW-Authenticate` header: challenges and their parameters are both separated by commas,
/// and quoted values may hold commas, too.
final class ChallengeReader {
  private static final int LONGEST = 8192;

  private final String text;
  private int at;

  private ChallengeReader(String text) {
    this.text = text;
  }

  static List<Challenge> read(String header) {
    return new ChallengeReader(header.substring(0, Math.min(header.length(), LONGEST))).all();
  }

  private List<Challenge> all() {
    List<Challenge> challenges = new ArrayList<>();
    skip();
    while (at < text.length()) {
      var scheme = word();
      if (scheme.isEmpty()) {
        return challenges; // not the grammar: what stands before it still counts
      }
      challenges.add(new Challenge(scheme.toLowerCase(Locale.ROOT), parameters()));
    }
    return challenges;
  }

  /// `name=value` pairs up to a word that no `=` follows: the next scheme.
  private Map<String, String> parameters() {
    Map<String, String> parameters = new LinkedHashMap<>();
    skip();
    while (at < text.length()) {
      var start = at;
      var name = word();
      spaces();
      if (name.isEmpty() || at >= text.length() || text.charAt(at) != '=') {
        at = start;
        return parameters;
      }
      at++;
      spaces();
      parameters.putIfAbsent(name.toLowerCase(Locale.ROOT), value());
      skip();
    }
    return parameters;
  }

  private String value() {
    if (at >= text.length() || text.charAt(at) != '"') {
      var start = at;
      while (at < text.length() && text.charAt(at) != ',' && text.charAt(at) != ' ') {
        at++;
      }
      return text.substring(start, at);
    }
    var value = new StringBuilder();
    for (at++; at < text.length() && text.charAt(at) != '"'; at++) {
      if (text.charAt(at) == '\\' && at + 1 < text.length()) {
        at++;
      }
      value.append(text.charAt(at));
    }
    at++;
    return value.toString();
  }

  private String word() {
    var start = at;
    while (at < text.length() && isWord(text.charAt(at))) {
      at++;
    }
    return text.substring(start, at);
  }

  private static boolean isWord(char c) {
    return (c < 0x80 && Character.isLetterOrDigit(c)) || "!#$%&'*+-.^_`|~".indexOf(c) >= 0;
  }

  private void skip() {
    while (at < text.length() && (text.charAt(at) == ',' || isSpace(text.charAt(at)))) {
      at++;
    }
  }

  private void spaces() {
    while (at < text.length() && isSpace(text.charAt(at))) {
      at++;
    }
  }

  private static boolean isSpace(char c) {
    return c == ' ' || c == '\t';
  }
}
