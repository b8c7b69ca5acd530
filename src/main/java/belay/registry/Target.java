package belay.registry;

import belay.image.Repository;
import belay.net.Request;

/// The repository that a push goes to, and what a token for the push must allow.
record Target(Repository repository, Scopes scopes) {
  Call call(Request request) {
    return new Call(request, repository, scopes);
  }
}
