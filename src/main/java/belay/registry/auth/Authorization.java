package belay.registry.auth;

import belay.failure.Failure;
import belay.failure.Kind;
import belay.host.Host;
import belay.host.Log;
import belay.image.Repository;
import belay.net.Response;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// What is shown to one registry as `Authorization`. How it wants that is remembered from the last
/// run, so that known registries are asked once; all others are asked without first.
public final class Authorization {
  private final Host host;
  private final Log log;
  private final String registry;
  private final CredentialStore credentials;
  private final TokenCache cache;
  private final TokenService service;
  private final ConcurrentMap<String, Token> tokens = new ConcurrentHashMap<>();
  private final ConcurrentMap<String, ReentrantLock> locks = new ConcurrentHashMap<>();
  private @Nullable Challenge known;
  private boolean looked;

  public Authorization(Host host, Log log, Endpoint endpoint, Logins logins) {
    this.host = host;
    this.log = log;
    this.registry = endpoint.registry();
    this.credentials = logins.credentials();
    this.cache = logins.cache();
    this.service = new TokenService(logins.http(), log, endpoint);
  }

  /// What to show with a first try; empty where nothing is known or needed. A failure here is none:
  /// the registry's answer will tell whether it matters.
  public Optional<String> ready(Call call) {
    var challenge = known();
    if (challenge.isEmpty()) {
      return Optional.empty();
    }
    try {
      return authorization(call, challenge.get(), "");
    } catch (Failure failure) {
      log.explain(() -> "not logged in to %s yet: %s".formatted(registry, failure.what()));
      forget();
      return Optional.empty();
    }
  }

  /// What to show after a 401.
  ///
  /// @param shown what the registry refused; may be empty
  /// @throws Failure (auth) when there is nothing else to show
  public String answer(Call call, Response refusal, String shown) {
    var challenge = Challenge.best(refusal.all("WWW-Authenticate"));
    if (challenge.isEmpty()) {
      throw denied(call.repository(), refusal);
    }
    var answer = authorization(call, challenge.get(), shown);
    if (answer.isEmpty() || answer.get().equals(shown)) {
      throw denied(call.repository(), refusal);
    }
    remember(challenge.get());
    return answer.get();
  }

  private Optional<String> authorization(Call call, Challenge challenge, String refused) {
    if (challenge.scheme().equals("basic")) {
      return credentials.find(call.repository()).flatMap(Authorization::basic);
    }
    var scopes = call.scopes().and(Scopes.parse(challenge.parameter("scope")));
    var entry =
        credentials.entry(call.repository()).map(CredentialEntry::fingerprint).orElse("anonymous");
    var key = String.join("\n", registry, challenge.parameter("service"), scopes.toString(), entry);
    var lock = locks.computeIfAbsent(key, _ -> new ReentrantLock());
    lock.lock(); // many wait for one token
    try {
      return Optional.of(bearer(key, call, challenge, refused));
    } finally {
      lock.unlock();
    }
  }

  private String bearer(String key, Call call, Challenge challenge, String refused) {
    var held =
        Optional.ofNullable(tokens.get(key))
            .filter(token -> token.holds(host.clock()))
            .or(() -> cache.token(key))
            .filter(token -> !refused.equals(token.authorization()));
    if (held.isPresent()) {
      tokens.put(key, held.get());
      return held.get().authorization();
    }
    if (!refused.isEmpty()) {
      cache.forgetToken(key);
    }
    var credential = credentials.find(call.repository()).orElseGet(Credential.Anonymous::new);
    if (credential instanceof Credential.AccessToken(var token)) {
      return "Bearer " + token;
    }
    var scopes = call.scopes().and(Scopes.parse(challenge.parameter("scope")));
    var answer = service.fetch(challenge, scopes, credential);
    var token = new Token(answer.token(), host.clock().instant().plus(answer.lifetime()));
    tokens.put(key, token);
    cache.keep(key, token, answer.lifetime());
    return token.authorization();
  }

  private static Optional<String> basic(Credential credential) {
    return credential instanceof Credential.Password password
        ? Optional.of(TokenService.basic(password.user(), password.secret()))
        : Optional.empty();
  }

  private synchronized Optional<Challenge> known() {
    if (!looked) {
      known = cache.challenge(registry).orElse(null);
      looked = true;
    }
    return Optional.ofNullable(known);
  }

  private synchronized void remember(Challenge challenge) {
    var lasting = challenge.lasting();
    if (!lasting.equals(known)) {
      known = lasting;
      cache.keep(registry, lasting);
    }
  }

  private synchronized void forget() {
    known = null;
    cache.forgetChallenge(registry);
  }

  /// What to tell when nothing that could be shown is accepted.
  public Failure denied(Repository repository, Response refusal) {
    // a helper may be named and know nothing
    var entry = credentials.find(repository).flatMap(_ -> credentials.entry(repository));
    var what =
        entry.isPresent()
            ? "%s does not accept the login for %s".formatted(registry, repository)
            : "%s asks for a login, and there is none".formatted(registry);
    var failure = new Failure(Kind.AUTH, what, RegistryErrors.login(registry));
    if (entry.isPresent()) {
      failure = failure.because("credentials from " + entry.get().origin());
    }
    for (var words : RegistryErrors.words(refusal)) {
      failure = failure.because(words);
    }
    return failure;
  }
}
