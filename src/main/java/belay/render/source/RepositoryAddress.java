package belay.render.source;

import java.util.Locale;
import java.util.regex.Pattern;

/// Compares addresses of repositories as people mean them: the protocol, the user and `.git` at the
/// end say nothing about which repository it is.
public final class RepositoryAddress {
  private static final Pattern SCHEME = Pattern.compile("^[a-z][a-z0-9+.-]*://");
  private static final Pattern USER = Pattern.compile("^[^/@]*@");
  private static final Pattern USUAL_PORT = Pattern.compile("^([^/:]+):(?:443|80|22)(?=/)");
  private static final Pattern COLON = Pattern.compile("^([^/:]+):");
  private static final Pattern END = Pattern.compile("(?:/+|\\.git)+$");

  private RepositoryAddress() {}

  /// What two addresses of one repository have in common.
  public static String normalized(String address) {
    var lower = address.strip().toLowerCase(Locale.ROOT);
    if (lower.startsWith("/") || lower.startsWith("file://")) {
      return END.matcher(lower.replaceFirst("^file://", "")).replaceFirst("");
    }
    var bare = SCHEME.matcher(lower).replaceFirst("");
    var host = USER.matcher(bare).replaceFirst("");
    var plain =
        bare.length() < lower.length()
            ? USUAL_PORT.matcher(host).replaceFirst("$1")
            : COLON.matcher(host).replaceFirst("$1/");
    return END.matcher(plain).replaceFirst("");
  }

  /// Whether two addresses are of one repository.
  public static boolean same(String one, String other) {
    return normalized(one).equals(normalized(other));
  }
}
