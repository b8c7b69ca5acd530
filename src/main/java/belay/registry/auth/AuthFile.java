package belay.registry.auth;

import static java.nio.charset.StandardCharsets.UTF_8;

import belay.failure.Failure;
import belay.failure.Kind;
import belay.failure.Secrets;
import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.util.Base64;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A file with registry credentials, docker's `config.json` or the containers tools' `auth.json`.
///
/// @param name what people know it by
/// @param auths entries by normal key: `host`, or `host/path` as the containers tools write
/// @param helpers programs by host (`credHelpers`)
/// @param store the program for all other hosts (`credsStore`), or nothing
public record AuthFile(
    String name, Map<String, Login> auths, Map<String, String> helpers, String store) {
  /// An entry as it is written.
  record Login(String key, Credential credential) {}

  /// What Docker Hub is called in references.
  public static final String HUB = "docker.io";

  private static final String HUB_SERVER = "https://index.docker.io/v1/";
  private static final List<String> HUB_NAMES =
      List.of("index.docker.io", "registry-1.docker.io", "registry.hub.docker.com");

  static AuthFile parse(String name, byte[] json) {
    try {
      var map = JSON.std.mapFrom(new String(json, UTF_8));
      Map<String, String> helpers = new LinkedHashMap<>();
      exactFirst(object(map.get("credHelpers")))
          .forEach((key, value) -> helpers.putIfAbsent(normal(key), String.valueOf(value)));
      return new AuthFile(
          name,
          auths(object(map.get("auths"))),
          helpers,
          map.get("credsStore") instanceof String store ? store : "");
    } catch (IOException | ClassCastException _) {
      // not as the cause: a parser's message would quote the file
      throw new Failure(
          Kind.USAGE,
          "%s is not the JSON of registry logins".formatted(name),
          "log in again, or remove it");
    }
  }

  /// The entry for a repository: the longest `host/path` that it lies in, a helper, or the host's.
  Optional<CredentialEntry> find(String host, String path) {
    for (var key = host + "/" + path; key.indexOf('/') > 0; key = parent(key)) {
      if (auths.containsKey(key)) {
        return inline(key);
      }
    }
    return helper(host, helpers.getOrDefault(host, ""), "credHelpers")
        .or(() -> store.isEmpty() ? Optional.empty() : helper(host, store, "credsStore"))
        .or(() -> inline(host));
  }

  /// Only the entry in the file, for a host whose helper knows nothing.
  Optional<CredentialEntry> inline(String key) {
    return Optional.ofNullable(auths.get(key))
        .map(login ->
            new CredentialEntry.Inline(
                "%s, entry \"%s\"".formatted(name, Secrets.masked(login.key())),
                login.credential()));
  }

  private Optional<CredentialEntry> helper(String host, String program, String from) {
    if (program.isEmpty()) {
      return Optional.empty();
    }
    if (!CredentialHelper.isName(program)) {
      throw new Failure(
          Kind.USAGE,
          "\"%s\" in %s of %s is not a credential helper's name".formatted(program, from, name),
          "write what follows docker-credential- in the program's name");
    }
    var server = host.equals(HUB) ? HUB_SERVER : host;
    return Optional.of(
        new CredentialEntry.Helper(
            "%s, %s: docker-credential-%s".formatted(name, from, program),
            new CredentialHelper(program),
            server));
  }

  /// A key without scheme, `/v1/` and `/v2/`, Docker Hub under its one name.
  static String normal(String key) {
    var text = key.strip();
    var scheme = text.indexOf("://");
    if (scheme >= 0) {
      text = text.substring(scheme + 3);
    }
    text = text.replaceFirst("/+$", "").replaceFirst("/v[12]$", "");
    var slash = text.indexOf('/');
    var host = (slash < 0 ? text : text.substring(0, slash)).toLowerCase(Locale.ROOT);
    var path = slash < 0 ? "" : text.substring(slash);
    return (HUB_NAMES.contains(host) ? HUB : host) + path;
  }

  private static String parent(String key) {
    return key.substring(0, key.lastIndexOf('/'));
  }

  private static Map<String, Login> auths(Map<String, Object> entries) {
    Map<String, Login> auths = new LinkedHashMap<>();
    exactFirst(entries)
        .forEach((key, value) ->
            credential(object(value))
                .ifPresent(found -> auths.putIfAbsent(normal(key), new Login(key, found))));
    return auths;
  }

  /// A registry may stand there in several spellings, of which docker renews its own only: the one
  /// that is written as the registry is called comes first, then Docker Hub's own.
  private static Map<String, Object> exactFirst(Map<String, Object> entries) {
    Map<String, Object> sorted = new LinkedHashMap<>();
    entries.entrySet().stream()
        .sorted(Comparator.comparingInt(entry -> rank(entry.getKey())))
        .forEach(entry -> sorted.put(entry.getKey(), entry.getValue()));
    return sorted;
  }

  private static int rank(String key) {
    if (key.equals(normal(key))) {
      return 0;
    }
    return key.equals(HUB_SERVER) ? 1 : 2;
  }

  /// docker leaves an empty entry behind when a helper keeps the credential.
  private static Optional<Credential> credential(Map<String, Object> entry) {
    var login = login(entry);
    if (!text(entry, "registrytoken").isEmpty()) {
      return Optional.of(new Credential.AccessToken(text(entry, "registrytoken")));
    }
    if (!text(entry, "identitytoken").isEmpty()) {
      return Optional.of(new Credential.Identity(login.user(), text(entry, "identitytoken")));
    }
    return login.user().isEmpty() && login.secret().isEmpty()
        ? Optional.empty()
        : Optional.of(login);
  }

  /// `auth` is base64 of `user:password`, with NULs at its end in old files.
  private static Credential.Password login(Map<String, Object> entry) {
    try {
      var plain = new String(Base64.getDecoder().decode(text(entry, "auth").strip()), UTF_8);
      var colon = plain.indexOf(':');
      if (colon >= 0) {
        return new Credential.Password(
            plain.substring(0, colon), plain.substring(colon + 1).replaceFirst("\0+$", ""));
      }
    } catch (IllegalArgumentException _) {
      // not base64: the other fields may say it
    }
    return new Credential.Password(text(entry, "username"), text(entry, "password"));
  }

  private static String text(Map<String, Object> map, String key) {
    return map.get(key) instanceof String text ? text : "";
  }

  @SuppressWarnings("unchecked") // the keys of a JSON object are strings
  private static Map<String, Object> object(@Nullable Object value) {
    return value instanceof Map<?, ?> map ? (Map<String, Object>) map : Map.of();
  }
}
