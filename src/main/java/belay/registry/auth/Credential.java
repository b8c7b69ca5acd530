package belay.registry.auth;

/// What proves who somebody is. Texts of these never hold the secret.
sealed interface Credential {
  /// Nobody in particular.
  record Anonymous() implements Credential {
    @Override
    public String toString() {
      return "nobody";
    }
  }

  /// A user and a password, or an access token in the password's place.
  record Password(String user, String secret) implements Credential {
    @Override
    public String toString() {
      return "user \"" + user + "\"";
    }
  }

  /// A refresh token, to be exchanged for an access token (`identitytoken` in docker's words).
  record Identity(String user, String token) implements Credential {
    @Override
    public String toString() {
      return "an identity token";
    }
  }

  /// An access token as it is (`registrytoken` in docker's words).
  record AccessToken(String token) implements Credential {
    @Override
    public String toString() {
      return "a registry token";
    }
  }
}
