package belay.git;

import java.util.Optional;

/// `https://user:password@host/…`.
record UrlLogin(GitUrl url) implements CredentialSource {
  @Override
  public String name() {
    return "the URL itself";
  }

  @Override
  public Optional<Login> find() {
    return Optional.ofNullable(url.uri().getUser())
        .flatMap(user ->
            Optional.ofNullable(url.uri().getPass()).map(password -> new Login(user, password)));
  }
}
