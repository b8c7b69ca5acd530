package belay.git.run;

import static java.nio.charset.StandardCharsets.UTF_8;

import belay.failure.Failure;
import belay.failure.Kind;
import belay.failure.Secrets;
import java.net.URLDecoder;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// The address of a remote repository. It may hold a password, which no text made of it shows.
///
/// @param scheme in small letters; `ssh` where the address is written `user@host:path`
/// @param plain the address without what identifies the user, save for an ssh user, which is no
///   secret
/// @param named the port that the address names; -1 where it names none
public record GitUrl(
    String scheme,
    Optional<String> user,
    Optional<String> password,
    String host,
    int named,
    String path,
    String plain) {
  private static final Set<String> SCHEMES = Set.of("https", "http", "ssh", "file", "git");
  private static final Pattern SCHEME = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*)://.*");

  /// `user@host:path`, where the colon comes before any slash.
  private static final Pattern SCP_LIKE =
      Pattern.compile("(?:[^/:@\\s]+@)?(?:[^/:@\\s]{2,}|\\[[^]]+]):[^:].*");

  private static final Pattern PARTS =
      Pattern.compile(
          "(?<scheme>[^:/]+)://(?:(?<info>[^/]*)@)?(?<host>\\[[^]/]*]|[^:/]*)(?::(?<port>\\d{0,5}))?"
              + "(?<path>/.*)?");

  private static final Pattern SCP_PARTS =
      Pattern.compile("(?:(?<info>[^@/:]+)@)?(?<host>\\[[^]]+]|[^:/]+):(?<path>.*)");

  private static final Pattern USER_INFO = Pattern.compile("(?<=://)[^/\\s]+@");
  private static final int READABLE_NAME = 40;
  private static final int HASH = 16;

  /// Whether a location is meant as a URL and not as a path.
  public static boolean looksLikeOne(String location) {
    return SCHEME.matcher(location).matches() || SCP_LIKE.matcher(location).matches();
  }

  /// Parses what [#looksLikeOne].
  public static GitUrl parse(String location) {
    requireNoStray(location);
    var scheme = SCHEME.matcher(location);
    if (scheme.matches() && !SCHEMES.contains(scheme.group(1).toLowerCase(Locale.ROOT))) {
      throw new Failure(
          Kind.USAGE,
          "cannot speak \"%s\" with a git server".formatted(scheme.group(1)),
          "use an https, ssh, file, git or http URL");
    }
    return (scheme.matches() ? url(location) : scpLike(location)).checked(location);
  }

  private static GitUrl url(String location) {
    var parts = PARTS.matcher(location);
    if (!parts.matches()) {
      throw invalid(location);
    }
    var scheme = parts.group("scheme").toLowerCase(Locale.ROOT);
    var info = Optional.ofNullable(parts.group("info"));
    var user = info.map(both -> decoded(both.replaceFirst(":.*", ""))).filter(it -> !it.isEmpty());
    var password =
        info.filter(both -> both.contains(":"))
            .map(both -> decoded(both.substring(both.indexOf(':') + 1)));
    var port = Optional.ofNullable(parts.group("port")).filter(text -> !text.isEmpty());
    var path = Optional.ofNullable(parts.group("path")).orElse("");
    var shown = scheme.startsWith("http") ? "" : user.map(name -> name + "@").orElse("");
    return new GitUrl(
        scheme,
        user,
        password,
        parts.group("host"),
        port.map(Integer::valueOf).orElse(-1),
        path,
        "%s://%s%s%s%s"
            .formatted(
                scheme,
                shown,
                parts.group("host"),
                port.map(number -> ":" + number).orElse(""),
                path));
  }

  private static GitUrl scpLike(String location) {
    var parts = SCP_PARTS.matcher(location);
    if (!parts.matches()) {
      throw invalid(location);
    }
    var user = Optional.ofNullable(parts.group("info"));
    return new GitUrl(
        "ssh", user, Optional.empty(), parts.group("host"), -1, parts.group("path"), location);
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text.replace("+", "%2B"), UTF_8);
    } catch (IllegalArgumentException _) {
      return text; // a per cent sign that stands for itself
    }
  }

  /// A password is taken in the one place that git takes it in, before the host of a URL, and never
  /// shown. In others it would be taken for a host or path, and told to everybody.
  private static void requireNoStray(String location) {
    var scheme = SCHEME.matcher(location);
    var host = location.replaceFirst("^[^:/]+://", "").replaceFirst("[/?#].*", "");
    var web = scheme.matches() && scheme.group(1).toLowerCase(Locale.ROOT).startsWith("http");
    var stray = Secrets.inAddress(location) && (!scheme.matches() || !host.contains("@"));
    if (stray || (web && Secrets.hasQuery(location))) {
      throw Secrets.refused("the repository's address");
    }
  }

  /// The repository in a folder of this machine, spoken to like a server.
  public static GitUrl ofPath(Path folder) {
    var path = folder.normalize().toString();
    return new GitUrl("file", Optional.empty(), Optional.empty(), "", -1, path, "file://" + path);
  }

  /// A host or path that starts with a dash would be an option to ssh and git, and a line break
  /// (`%0A`) a further line in a question to `git credential`: about another host.
  private GitUrl checked(String location) {
    var name = user.orElse("");
    var file = decoded(path);
    var bad =
        host.startsWith("-")
            || name.startsWith("-")
            || file.startsWith("-")
            || (host + name + file + password.orElse("")).chars().anyMatch(Character::isISOControl);
    if (bad || file.isEmpty() || (host.isEmpty() && !isFile())) {
      throw invalid(location);
    }
    return this;
  }

  private static Failure invalid(String location) {
    return new Failure(
        Kind.USAGE,
        "not the URL of a git repository: \"%s\"".formatted(redact(location)),
        "write it like https://host/path.git or git@host:path.git");
  }

  /// A text without user names and passwords in its URLs.
  public static String redact(String text) {
    return Secrets.masked(USER_INFO.matcher(text).replaceAll(""));
  }

  /// The port, be it named or the usual one; -1 where there is none.
  public int port() {
    return named > 0 ? named : usualPort(scheme);
  }

  static int usualPort(String scheme) {
    return switch (scheme) {
      case "http" -> 80;
      case "https" -> 443;
      default -> -1;
    };
  }

  /// The server in as few words as tell it from others, such as `git.example.com:443`.
  public String server() {
    if (isFile()) {
      return toString();
    }
    return port() > 0 ? "%s:%d".formatted(host, port()) : host;
  }

  /// The options that name another port than the usual one to `ssh` or `ssh-keyscan`.
  String portOption() {
    return named > 0 ? "-p %d ".formatted(named) : "";
  }

  public boolean isHttp() {
    return scheme.equals("http") || scheme.equals("https");
  }

  public boolean isFile() {
    return scheme.equals("file");
  }

  /// Whether the way is plain http to another machine, where anybody between can read along.
  public boolean isExposed() {
    return scheme.equals("http")
        && !Set.of("localhost", "127.0.0.1", "[::1]", "::1").contains(host);
  }

  /// The URL without user and password; an ssh user stays, as it is no secret.
  @Override
  public String toString() {
    return plain;
  }

  /// A name for the cache's folder: readable, one per repository, without secrets.
  public String cacheName() {
    var plain = toString();
    var readable = plain.replaceAll("^[a-z]+://|\\.git/*$", "").replaceAll("[^A-Za-z0-9.-]+", "-");
    var tail = readable.substring(Math.max(0, readable.length() - READABLE_NAME));
    return tail.replaceAll("^[.-]+", "") + "-" + Sha256.hex(plain).substring(0, HASH);
  }
}
