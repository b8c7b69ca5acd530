package belay.registry.content;

import belay.image.Repository;
import belay.net.Request;
import belay.registry.auth.Call;
import belay.registry.auth.Scopes;

/// The repository that a push goes to, and what a token for the push must allow.
public record PushDestination(Repository repository, Scopes scopes) {
  /// A request with what its token must allow.
  public Call call(Request request) {
    return new Call(request, repository, scopes);
  }
}
