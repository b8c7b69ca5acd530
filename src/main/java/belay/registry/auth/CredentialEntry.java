package belay.registry.auth;

/// Where a credential is found, before a helper program is run for it.
sealed interface CredentialEntry {
  /// Which file and entry, for people.
  String origin();

  /// Tells credentials apart in the names of cached tokens.
  String fingerprint();

  /// It stands in the file itself.
  record Inline(String origin, Credential credential) implements CredentialEntry {
    private static final int SHORT = 4;

    /// Sixteen bits of the secret's hash: enough to notice most new passwords, far too little to
    /// guess one by.
    @Override
    public String fingerprint() {
      return switch (credential) {
        case Credential.Anonymous() -> "";
        case Credential.Password(var user, var secret) -> user + ":" + brief(secret);
        case Credential.Identity(var user, var token) -> user + ":" + brief(token);
        case Credential.AccessToken(var token) -> brief(token);
      };
    }

    private static String brief(String secret) {
      return CacheFolder.hash(secret).substring(0, SHORT);
    }
  }

  /// A helper program has it.
  record Helper(String origin, CredentialHelper program, String server) implements CredentialEntry {
    @Override
    public String fingerprint() {
      return program.name() + " " + server;
    }
  }
}
