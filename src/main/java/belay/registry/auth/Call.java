package belay.registry.auth;

import belay.image.Repository;
import belay.net.Request;

/// A request to a registry on behalf of a repository.
///
/// @param scopes what a token for it must allow
public record Call(Request request, Repository repository, Scopes scopes) {
  /// The same call with another request.
  public Call with(Request other) {
    return new Call(other, repository, scopes);
  }
}
