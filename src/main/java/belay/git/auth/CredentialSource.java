package belay.git.auth;

import java.util.Optional;

/// One place where a login for a server may be found.
interface CredentialSource {
  /// What it is called in explanations.
  String name();

  /// Its login, if it has one for this server.
  Optional<Login> find();
}
