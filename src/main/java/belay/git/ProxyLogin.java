package belay.git;

import belay.host.Host;
import java.net.Authenticator;
import java.net.PasswordAuthentication;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Answers one proxy that asks who is there, and nobody else. The password is the setting's own, or
/// the one that git's helpers keep for the user it names.
final class ProxyLogin extends Authenticator {
  private final ProxyAddress proxy;
  private final String method;
  private final Optional<GitCredential> helpers;
  private final ThreadLocal<Boolean> answered = ThreadLocal.withInitial(() -> false);
  private @Nullable Login known;

  private ProxyLogin(ProxyAddress proxy, String method, Optional<GitCredential> helpers) {
    this.proxy = proxy;
    this.method = method;
    this.helpers = helpers;
  }

  static ProxyLogin of(Host host, UserConfig config, GitUrl url, ProxyAddress proxy) {
    var method =
        host.env("GIT_HTTP_PROXY_AUTHMETHOD")
            .or(() -> new HttpSettings(config, url).get("proxyAuthMethod"))
            .orElse("anyauth");
    var helpers =
        proxy
            .user()
            .filter(_ -> proxy.password().isEmpty())
            .map(user -> new GitCredential(host, config, asUrl(proxy, user)));
    return new ProxyLogin(proxy, method, helpers);
  }

  private static GitUrl asUrl(ProxyAddress proxy, String user) {
    var plain = GitUrl.parse("http://%s/".formatted(proxy));
    return new GitUrl(plain.uri().setUser(user));
  }

  /// To be called before each request: within one, a login that was refused is not shown again.
  void begin() {
    answered.set(false);
  }

  @Override
  protected @Nullable PasswordAuthentication getPasswordAuthentication() {
    if (getRequestorType() != RequestorType.PROXY
        || !getRequestingHost().equalsIgnoreCase(proxy.host())
        || getRequestingPort() != proxy.port()
        || !(method.equals("anyauth") || method.equalsIgnoreCase(getRequestingScheme()))) {
      return null;
    }
    if (answered.get()) {
      refused();
      return null;
    }
    answered.set(true);
    return login()
        .map(login -> new PasswordAuthentication(login.user(), login.password().toCharArray()))
        .orElse(null);
  }

  private synchronized Optional<Login> login() {
    if (known == null) {
      known =
          helpers
              .flatMap(GitCredential::find)
              .or(() ->
                  proxy.user().flatMap(user -> proxy.password().map(word -> new Login(user, word))))
              .orElse(null);
    }
    return Optional.ofNullable(known);
  }

  private synchronized void refused() {
    if (known != null) {
      var login = known;
      helpers.ifPresent(source -> source.reject(login));
      known = null;
    }
  }
}
