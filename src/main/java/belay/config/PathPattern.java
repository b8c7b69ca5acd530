package belay.config;

import belay.failure.Failure;
import belay.failure.Kind;
import belay.failure.Suggest;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// A path with names left open, such as `environments/{environment}/values/{service}.yaml`.
///
/// The path is relative, uses `/`, and stays in the repository whatever the names are.
public final class PathPattern {
  private static final int LONGEST = 500;
  private static final int MOST_HOLES = 8;
  private static final Pattern HOLE = Pattern.compile("\\{([^{}]*)}");
  private static final Pattern PATH =
      Pattern.compile("[^/\\\\\\p{Cntrl}]+(?:/[^/\\\\\\p{Cntrl}]+)*");

  private final String text;
  private final List<String> holes;
  private final Pattern matcher;

  private PathPattern(String text, List<String> holes) {
    this.text = text;
    this.holes = holes;
    this.matcher = Pattern.compile(regex(text));
  }

  /// Reads a pattern.
  ///
  /// @param text the pattern
  /// @param allowed the names that may stand in braces
  /// @param needed those that must
  /// @throws Failure (usage) where it leads out of the repository, or has other names in braces
  public static PathPattern parse(String text, List<String> allowed, List<String> needed) {
    if (text.length() > LONGEST
        || !PATH.matcher(text).matches()
        || List.of(text.split("/")).stream()
            .anyMatch(part -> part.equals("..") || part.equals("."))) {
      throw new Failure(
          Kind.USAGE,
          "not a path in the repository: \"%s\"".formatted(text.replaceAll("\\p{Cntrl}", "?")),
          "write a relative path with / between its parts, without . and ..");
    }
    var holes = HOLE.matcher(text).results().map(found -> found.group(1)).toList();
    for (var hole : holes) {
      if (!allowed.contains(hole)) {
        throw new Failure(
            Kind.USAGE,
            "no name {%s} in \"%s\"%s".formatted(hole, text, Suggest.hint(hole, allowed)),
            "the names are {" + String.join("}, {", allowed) + "}");
      }
    }
    if (!holes.containsAll(needed) || holes.size() > MOST_HOLES) {
      throw new Failure(
          Kind.USAGE,
          "\"%s\" tells files apart by too little".formatted(text),
          "write {" + String.join("} and {", needed) + "} into it");
    }
    return new PathPattern(text, holes);
  }

  private static String regex(String text) {
    var regex = new StringBuilder();
    Set<String> seen = new HashSet<>();
    var at = 0;
    for (MatchResult hole : HOLE.matcher(text).results().toList()) {
      regex.append(Pattern.quote(text.substring(at, hole.start())));
      var name = hole.group(1);
      regex.append(seen.add(name) ? "(?<" + name + ">[^/]+)" : "\\k<" + name + ">");
      at = hole.end();
    }
    return regex.append(Pattern.quote(text.substring(at))).toString();
  }

  /// The path with the names filled in.
  ///
  /// @throws Failure (usage) where a name is none
  public String expand(Map<String, String> names) {
    return fill(text, names);
  }

  /// The directory below which all files lie whose names begin like these, such as
  /// `environments/production/values`; empty for the root.
  public String directory(Map<String, String> names) {
    var filled = fill(text, names);
    var open = filled.indexOf('{');
    var slash = filled.lastIndexOf('/', open < 0 ? filled.length() : open);
    return slash < 0 ? "" : filled.substring(0, slash);
  }

  private static String fill(String text, Map<String, String> names) {
    var path = text;
    for (var entry : names.entrySet()) {
      Names.check(
          entry.getKey().equals("environment") ? "an environment" : "a " + entry.getKey(),
          entry.getValue());
      path = path.replace("{" + entry.getKey() + "}", entry.getValue());
    }
    return path;
  }

  /// The names that make this path, if any do.
  public Optional<Map<String, String>> match(String path) {
    if (path.length() > LONGEST * 2) {
      return Optional.empty();
    }
    var found = matcher.matcher(path);
    if (!found.matches()) {
      return Optional.empty();
    }
    Map<String, String> names = new LinkedHashMap<>();
    holes.forEach(hole -> names.put(hole, found.group(hole)));
    return names.values().stream().allMatch(Names::isName) ? Optional.of(names) : Optional.empty();
  }

  @Override
  public String toString() {
    return text;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PathPattern pattern && pattern.text.equals(text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }
}
