package belay.git;

import static java.nio.charset.StandardCharsets.UTF_8;

import belay.failure.Failure;
import belay.failure.InWords;
import belay.failure.Kind;
import belay.failure.Secrets;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.eclipse.jgit.transport.URIish;
import org.jspecify.annotations.Nullable;

/// The address of a remote repository. It may hold a password, which no text made of it shows.
///
/// @param uri the address, password and all
record GitUrl(URIish uri) {
  private static final Set<String> SCHEMES = Set.of("https", "http", "ssh", "file", "git");
  private static final Pattern SCHEME = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*)://.*");

  /// `user@host:path`, where the colon comes before any slash.
  private static final Pattern SCP_LIKE =
      Pattern.compile("(?:[^/:@\\s]+@)?(?:[^/:@\\s]{2,}|\\[[^]]+]):[^:].*");

  private static final Pattern USER_INFO = Pattern.compile("(?<=://)[^/\\s]+@");
  private static final int READABLE_NAME = 40;

  /// Whether a location is meant as a URL and not as a path.
  static boolean looksLikeOne(String location) {
    return SCHEME.matcher(location).matches() || SCP_LIKE.matcher(location).matches();
  }

  /// Parses what [#looksLikeOne].
  static GitUrl parse(String location) {
    requireNoStray(location);
    var scheme = SCHEME.matcher(location);
    if (scheme.matches() && !SCHEMES.contains(scheme.group(1).toLowerCase(Locale.ROOT))) {
      throw new Failure(
          Kind.USAGE,
          "cannot speak \"%s\" with a git server".formatted(scheme.group(1)),
          "use an https, ssh, file, git or http URL");
    }
    try {
      return new GitUrl(checked(location, new URIish(location)));
    } catch (URISyntaxException e) {
      throw invalid(location, e);
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
  static GitUrl ofPath(Path folder) {
    return new GitUrl(new URIish().setScheme("file").setPath(folder.normalize().toString()));
  }

  /// A host or path that starts with a dash would be an option to ssh and git, and a line break
  /// (`%0A`) a further line in a question to `git credential`: about another host.
  private static URIish checked(String location, URIish uri) {
    var host = Optional.ofNullable(uri.getHost()).orElse("");
    var user = Optional.ofNullable(uri.getUser()).orElse("");
    var path = Optional.ofNullable(uri.getPath()).orElse("");
    var pass = Optional.ofNullable(uri.getPass()).orElse("");
    var bad =
        host.startsWith("-")
            || user.startsWith("-")
            || path.startsWith("-")
            || (host + user + pass + path).chars().anyMatch(Character::isISOControl);
    if (bad || path.isEmpty() || (host.isEmpty() && !"file".equals(uri.getScheme()))) {
      throw invalid(location, null);
    }
    return uri;
  }

  private static Failure invalid(String location, @Nullable Exception cause) {
    var what = "not the URL of a git repository: \"%s\"".formatted(redact(location));
    var help = "write it like https://host/path.git or git@host:path.git";
    return cause == null
        ? new Failure(Kind.USAGE, what, help)
        : new Failure(Kind.USAGE, what, help).because(redact(InWords.of(cause)));
  }

  /// A text without user names and passwords in its URLs.
  static String redact(String text) {
    return Secrets.masked(USER_INFO.matcher(text).replaceAll(""));
  }

  String scheme() {
    return Optional.ofNullable(uri.getScheme()).orElse("ssh").toLowerCase(Locale.ROOT);
  }

  String host() {
    return Optional.ofNullable(uri.getHost()).orElse("");
  }

  /// Whether what is meant for this server may go to another address: that of the same server, or
  /// of the same host by TLS in place of plain http.
  boolean isSameServer(GitUrl other) {
    var upgraded = scheme().equals("http") && other.scheme().equals("https");
    return host().equalsIgnoreCase(other.host())
        && (upgraded || (scheme().equals(other.scheme()) && port() == other.port()));
  }

  /// The port, be it named or the usual one; -1 where there is none.
  int port() {
    return uri.getPort() > 0 ? uri.getPort() : usualPort(scheme());
  }

  static int usualPort(String scheme) {
    return switch (scheme) {
      case "http" -> 80;
      case "https" -> 443;
      default -> -1;
    };
  }

  /// The server in as few words as tell it from others, such as `git.example.com:443`.
  String server() {
    if (isFile()) {
      return toString();
    }
    return port() > 0 ? "%s:%d".formatted(host(), port()) : host();
  }

  /// The options that name another port than the usual one to `ssh` or `ssh-keyscan`.
  String portOption() {
    return uri.getPort() > 0 ? "-p %d ".formatted(uri.getPort()) : "";
  }

  boolean isHttp() {
    return scheme().equals("http") || scheme().equals("https");
  }

  boolean isFile() {
    return scheme().equals("file");
  }

  /// Whether the way is plain http to another machine, where anybody between can read along.
  boolean isExposed() {
    return scheme().equals("http")
        && !Set.of("localhost", "127.0.0.1", "[::1]", "::1").contains(host());
  }

  /// The URL without user and password; an ssh user stays, as it is no secret.
  @Override
  public String toString() {
    return isHttp() ? uri.setUser(null).setPass(null).toString() : uri.setPass(null).toString();
  }

  /// A name for the cache's folder: readable, one per repository, without secrets.
  String cacheName() {
    var plain = toString();
    var readable = plain.replaceAll("^[a-z]+://|\\.git/*$", "").replaceAll("[^A-Za-z0-9.-]+", "-");
    var tail = readable.substring(Math.max(0, readable.length() - READABLE_NAME));
    return tail.replaceAll("^[.-]+", "") + "-" + hash(plain);
  }

  private static String hash(String text) {
    try {
      var hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
      return HexFormat.of().formatHex(hash, 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
