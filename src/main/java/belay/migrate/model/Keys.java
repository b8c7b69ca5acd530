package belay.migrate.model;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// What the keys of images are called in values.
public final class Keys {
  /// A digest, wherever it is named.
  public static final Pattern DIGEST =
      Pattern.compile("(?i)digest|\\bsha\\b|\\.sha\\b|[a-z]SHA\\b|sha256");

  /// Registries and hosts, which are part of a name and not the name.
  public static final Set<String> REGISTRY =
      Set.of("registry", "hub", "host", "imageregistry", "dockerregistry", "registryhost");

  private static final Pattern TAG =
      Pattern.compile(
          "(?i)(?:.*[._-])?(?:tag|version|release|ref|sha|commit)|.*(?:Tag|Version|TAG)");

  private static final Pattern NAME =
      Pattern.compile(
          "repository|repo|graph|name|.*(?:Repository|Repo|_repository|_repo|ImageName)");

  private static final Pattern PREFIXED =
      Pattern.compile("(.*?)(ImageTag|ImageVersion|Tag|Version|_tag|_version|-tag|-version)");

  private Keys() {}

  /// Whether a key is one of versions.
  public static boolean isTag(String key) {
    return TAG.matcher(key).matches();
  }

  public static boolean isDigest(String key) {
    return DIGEST.matcher(key).find();
  }

  /// Whether a key is one of names without tags.
  public static boolean isName(String key) {
    return NAME.matcher(key).matches();
  }

  public static boolean isRegistry(String key) {
    return REGISTRY.contains(key.toLowerCase(Locale.ROOT));
  }

  /// The key of the digest beside that of a tag, such as `digest` for `tag`.
  public static String digestForTag(String tag) {
    return forTag(tag, "Digest");
  }

  /// The key that keeps what a tag said.
  ///
  /// @param app whether the version of what the chart installs was its default
  public static String versionForTag(String tag, boolean app) {
    var match = PREFIXED.matcher(tag);
    var word = app ? "AppVersion" : "ImageVersion";
    if (match.matches() && !match.group(1).isEmpty() && !match.group(1).equals("image")) {
      return match.group(1) + separated(match.group(2), word);
    }
    if (!isTag(tag)) {
      return tag + word;
    }
    return app ? "appVersion" : "imageVersion";
  }

  private static String forTag(String tag, String word) {
    if (tag.equals("tag") || tag.equals("version") || tag.equals("release")) {
      return word.toLowerCase(Locale.ROOT);
    }
    var match = PREFIXED.matcher(tag);
    return match.matches() && !match.group(1).isEmpty()
        ? match.group(1) + separated(match.group(2), word)
        : tag + word;
  }

  private static String separated(String suffix, String word) {
    return Character.isLetter(suffix.charAt(0))
        ? word
        : suffix.charAt(0) + word.toLowerCase(Locale.ROOT);
  }

  /// The key of the digest beside that of a name, where no tag has one.
  public static String digestForName(String name) {
    return switch (name) {
      case "repository", "name", "repo", "graph", "image", "path" ->
          name.equals("image") ? "imageDigest" : "digest";
      default -> {
        for (var end : Set.of("Repository", "Name", "Repo", "Graph")) {
          if (name.endsWith(end)) {
            yield name.substring(0, name.length() - end.length()) + "Digest";
          }
        }
        for (var end : Set.of("_repository", "_name", "_repo")) {
          if (name.endsWith(end)) {
            yield name.substring(0, name.length() - end.length()) + "_digest";
          }
        }
        yield name + "Digest";
      }
    };
  }
}
