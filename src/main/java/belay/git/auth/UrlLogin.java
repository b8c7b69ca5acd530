package belay.git.auth;

import belay.git.run.GitUrl;
import java.util.Optional;

/// `https://user:password@host/…`.
record UrlLogin(GitUrl url) implements CredentialSource {
  @Override
  public String name() {
    return "the URL itself";
  }

  @Override
  public Optional<Login> find() {
    return url.user().flatMap(user -> url.password().map(password -> new Login(user, password)));
  }
}
