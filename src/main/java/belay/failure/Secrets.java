package belay.failure;

import java.util.Locale;
import java.util.regex.Pattern;

/// Credentials that stand in an address: before the `@` of its host, or in its query.
public final class Secrets {
  private static final Pattern SCHEME = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*)://(.*)");
  private static final Pattern DIGEST = Pattern.compile("(?i)sha[0-9]+:[^/@]*");
  private static final Pattern COLON = Pattern.compile("(?i):|%3a");
  private static final Pattern WITH_PORT = Pattern.compile("[^/]*:[0-9]{1,5}(?:/.*)?");

  /// All user info of web addresses; of others, where a user is no secret, such with a password.
  private static final Pattern WEB = Pattern.compile("(?i)\\b((?:https?|oci)://)[^/\\s]*@");

  private static final Pattern URL =
      Pattern.compile(
          "(?i)([a-z][a-z0-9+.-]*://)[^/\\s:@\"]*(?::|%3a)(?![0-9]{1,5}/)[^\\s\"]*@(?!sha[0-9]+:)");
  private static final Pattern BARE =
      Pattern.compile("(?i)(?<![^\\s\"'=(<,])[^\\s\"'=/@:,(<]+(?::|%3a)[^\\s\"/@]+@(?!sha[0-9]+:)");
  private static final Pattern QUERY =
      Pattern.compile(
          "(?i)([?&#](?:[\\w.-]*(?:token|secret|passw|pwd|sig|credential|key|auth|pat)[\\w.-]*|x-amz-[\\w-]+)=)[^&\\s\"]+");

  private Secrets() {}

  /// Whether credentials stand before the host of an address: a URL, `host/path`, or git's
  /// `user@host:path`. The user of an ssh address is none, a password always is one.
  public static boolean inAddress(String text) {
    var plain = text.strip();
    var url = SCHEME.matcher(plain);
    if (url.matches()) {
      return inUrl(url.group(1).toLowerCase(Locale.ROOT), url.group(2));
    }
    var at = plain.indexOf('@');
    if (at < 0 || DIGEST.matcher(plain.substring(at + 1)).matches()) {
      return false;
    }
    var before = plain.substring(0, at);
    var colon = COLON.matcher(before);
    var slash = before.indexOf('/');
    return colon.find()
        && (slash < 0 || (colon.start() < slash && !WITH_PORT.matcher(before).matches()));
  }

  private static boolean inUrl(String scheme, String rest) {
    var host = rest.replaceFirst("[/?#].*", "");
    var at = host.lastIndexOf('@');
    if (at < 0) {
      // a password with a slash in it
      return host.contains(":") && !WITH_PORT.matcher(host).matches() && rest.contains("@");
    }
    var users = scheme.contains("ssh") || scheme.equals("git");
    return !users || COLON.matcher(host.substring(0, at)).find();
  }

  /// Whether an address has a query or a fragment: nothing that is fetched for a deployment needs
  /// one, and tokens travel in them.
  public static boolean hasQuery(String address) {
    return SCHEME.matcher(address.strip()).matches() && address.matches("(?s).*[?#].*");
  }

  /// Whether a text that is to name an image has something else before its `@` than a name.
  public static boolean inReference(String text) {
    var at = text.indexOf('@');
    if (at < 0 || DIGEST.matcher(text.substring(at + 1)).matches()) {
      return false;
    }
    return inAddress(text)
        || SCHEME.matcher(text).matches()
        || text.substring(at + 1).matches(".*[/.@].*");
  }

  /// The failure of an address with credentials; nothing of it is repeated.
  ///
  /// @param what names the address, such as `--registry` or `the repository's address`
  public static Failure refused(String what) {
    return new Failure(
        Kind.USAGE,
        "%s holds credentials".formatted(what),
        "leave it out, and any query: credentials belong where docker login, git credential and"
            + " argocd repo add keep them");
  }

  /// The address itself, where it holds no credentials and no query.
  ///
  /// @throws Failure (usage) where it does
  public static String requireNone(String what, String address) {
    if (inAddress(address) || hasQuery(address)) {
      throw refused(what);
    }
    return address;
  }

  /// A text of any kind without the credentials that stand in addresses in it.
  public static String masked(String text) {
    if (text.indexOf('@') < 0 && text.indexOf('=') < 0) {
      return text;
    }
    var web = WEB.matcher(text).replaceAll("$1…@");
    var urls = URL.matcher(web).replaceAll("$1…@");
    var bare = BARE.matcher(urls).replaceAll("…@");
    return QUERY.matcher(bare).replaceAll("$1…");
  }
}
