package belay.git.auth;

import belay.git.run.GitUrl;
import belay.host.Host;
import java.util.Optional;

/// `BELAY_GIT_TOKEN`, and `BELAY_GIT_USERNAME` where the server wants a certain name with it.
record BelayToken(Host host, GitUrl url) implements CredentialSource {
  @Override
  public String name() {
    return "BELAY_GIT_TOKEN";
  }

  @Override
  public Optional<Login> find() {
    return host.env("BELAY_GIT_TOKEN").map(token -> new Login(user(), token));
  }

  /// GitHub, GitLab and Gitea take any name beside a token, Bitbucket this one only.
  private String user() {
    return host.env("BELAY_GIT_USERNAME")
        .or(() -> url.user())
        .orElse(url.host().equals("bitbucket.org") ? "x-token-auth" : "x-access-token");
  }
}
