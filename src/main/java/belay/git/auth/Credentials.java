package belay.git.auth;

import belay.git.run.Git;
import belay.git.run.GitConfig;
import belay.git.run.GitUrl;
import belay.host.Host;
import belay.host.Log;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Queue;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Who we are to one server: one source of logins after the other, and in the end git by itself,
/// with the helpers that the user has. Used by one thread at a time.
public final class Credentials {
  private static final Pattern HELPER = Pattern.compile("[A-Za-z0-9_./-]+");

  /// Shows the login in the environment to this server alone, wherever it redirects.
  private static final String ANSWER =
      """
      !f() { test "$1" = get || exit 0; while read -r l && test -n "$l"; do case $l in \
      host=*) test "${l#host=}" = "$BELAY_LOGIN_HOST" || exit 0;; \
      protocol=*) test "${l#protocol=}" = "$BELAY_LOGIN_SCHEME" || test "$l" = protocol=https || exit 0;; \
      esac; done; printf 'username=%s\\npassword=%s\\n' "$BELAY_LOGIN_USER" "$BELAY_LOGIN_WORD"; }; f\
      """;

  private final Host host;
  private final Log log;
  private final GitConfig config;
  private final GitUrl url;
  private final Queue<CredentialSource> sources;
  private final List<String> tried = new ArrayList<>();
  private @Nullable CredentialSource source;
  private @Nullable Login login;

  public Credentials(Host host, Log log, GitConfig config, GitUrl url) {
    this.host = host;
    this.log = log;
    this.config = config;
    this.url = url;
    this.sources = new ArrayDeque<>(CredentialSource.of(host, url));
    advance();
  }

  private void advance() {
    source = null;
    login = null;
    while (login == null && !sources.isEmpty()) {
      source = sources.remove();
      login = source.login().get().orElse(null);
    }
    if (source != null && login != null) {
      var name = source.name();
      log.explain(() -> "credentials for %s: %s".formatted(url.host(), name));
    }
  }

  /// Git with the login that is in turn. It is in the environment, and nowhere else.
  public Git lentTo(Git git) {
    if (login == null) {
      return url.isHttp() && url.user().isPresent()
          ? git.configured(List.of(List.of("credential.username", url.user().get())))
          : git;
    }
    var port = url.named() > 0 ? ":" + url.named() : "";
    return git.configured(
            List.of(List.of("credential.helper", ""), List.of("credential.helper", ANSWER)))
        .with(
            java.util.Map.of(
                "BELAY_LOGIN_HOST", url.host() + port,
                "BELAY_LOGIN_SCHEME", url.scheme(),
                "BELAY_LOGIN_USER", login.user(),
                "BELAY_LOGIN_WORD", login.password()));
  }

  /// The server asked who is there, and git had or got no answer that it likes.
  ///
  /// @param words what git said
  /// @return whether there is another login to try
  public boolean refused(String words) {
    var shown = words.toLowerCase(Locale.ROOT).contains("authentication failed");
    if (source != null && login != null) {
      tried.add(source.name());
      advance();
      return true;
    }
    if (shown) {
      tried.add("git credential" + helper().map(" (%s)"::formatted).orElse(""));
    }
    return false;
  }

  /// The program that git asks; a helper may also be a piece of shell, which may hold a secret.
  private Optional<String> helper() {
    return config
        .get("credential", "helper")
        .filter(HELPER.asMatchPredicate())
        .map("credential.helper "::concat)
        .or(() -> host.env("GIT_ASKPASS").map(_ -> "GIT_ASKPASS"));
  }

  /// The sources whose logins the server has refused.
  public List<String> tried() {
    return List.copyOf(tried);
  }
}
