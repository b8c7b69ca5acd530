package belay.forge;

import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// A repository on a server, read off its Git URL.
///
/// @param web the server's own address, such as `https://github.com`; from an ssh URL a guess
/// @param host the server's name without port
/// @param path the repository's path without `.git`, such as `shop/gitops`
record ForgeRepository(String web, String host, String path) {
  private static final Pattern SCP = Pattern.compile("(?:[^/:@\\s]+@)?([^/:@\\s]+):([^:]+)");

  /// Names under which ssh is to be had on the port of https.
  private static final Map<String, String> ALIASES =
      Map.of(
          "ssh.github.com", "github.com",
          "altssh.gitlab.com", "gitlab.com",
          "altssh.bitbucket.org", "bitbucket.org");

  /// Empty where the URL is of no server, such as `file:///srv/gitops.git`.
  static Optional<ForgeRepository> of(String remote) {
    if (remote.contains("://")) {
      return ofUri(remote);
    }
    var scp = SCP.matcher(remote);
    return scp.matches()
        ? Optional.of(at("https", scp.group(1), -1, scp.group(2)))
        : Optional.empty();
  }

  private static Optional<ForgeRepository> ofUri(String remote) {
    try {
      var uri = URI.create(remote);
      if (uri.getHost() == null || uri.getPath() == null) {
        return Optional.empty();
      }
      var http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
      return Optional.of(
          at(
              "http".equals(uri.getScheme()) ? "http" : "https",
              uri.getHost(),
              http ? uri.getPort() : -1,
              uri.getPath()));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private static ForgeRepository at(String scheme, String host, int port, String path) {
    var lower = host.toLowerCase(Locale.ROOT);
    var name = ALIASES.getOrDefault(lower, lower);
    var plain = path.replaceAll("^/+|/+$", "").replaceAll("\\.git$", "");
    return new ForgeRepository(scheme + "://" + name + (port < 0 ? "" : ":" + port), name, plain);
  }

  /// All of the path but its last part: the owner, group or project.
  String owner() {
    var slash = path.lastIndexOf('/');
    return slash < 0 ? "" : path.substring(0, slash);
  }

  /// The last part of the path.
  String name() {
    return path.substring(path.lastIndexOf('/') + 1);
  }
}
