package belay.registry.auth;

import belay.host.Host;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/// What earlier runs learned about logging in: how a registry wants it, and the bearer tokens that
/// still hold. A token is kept for an hour at most, by registry, scope and credential; one that is
/// said to hold longer than a day is a credential in all but name, and passwords, identity tokens
/// and what helpers say are credentials: none of these is ever written.
public final class TokenCache {
  private static final Duration LONGEST = Duration.ofHours(1);
  private static final Duration CREDENTIAL = Duration.ofDays(1);

  private final Host host;
  private final CacheFolder tokens;
  private final CacheFolder challenges;
  private final AtomicBoolean pruned = new AtomicBoolean();

  public TokenCache(Host host) {
    this.host = host;
    this.tokens = new CacheFolder(host.cache().resolve("registry/tokens"));
    this.challenges = new CacheFolder(host.cache().resolve("registry/challenges"));
  }

  Optional<Challenge> challenge(String registry) {
    return challenges.read(registry).flatMap(header -> Challenge.best(header.lines().toList()));
  }

  void keep(String registry, Challenge challenge) {
    challenges.write(registry, challenge.toString());
  }

  void forgetChallenge(String registry) {
    challenges.remove(registry);
  }

  Optional<Token> token(String key) {
    return tokens.read(key).flatMap(TokenCache::parse).filter(token -> token.holds(host.clock()));
  }

  void keep(String key, Token token, Duration lifetime) {
    if (lifetime.compareTo(CREDENTIAL) > 0) {
      return;
    }
    var now = host.clock().instant();
    if (pruned.compareAndSet(false, true)) {
      tokens.prune(now.minus(LONGEST));
    }
    var latest = now.plus(LONGEST);
    var until = token.until().isBefore(latest) ? token.until() : latest;
    tokens.write(key, until.getEpochSecond() + "\n" + token.value());
  }

  void forgetToken(String key) {
    tokens.remove(key);
  }

  private static Optional<Token> parse(String content) {
    try {
      var end = content.indexOf('\n');
      return end < 0
          ? Optional.empty()
          : Optional.of(
              new Token(
                  content.substring(end + 1),
                  Instant.ofEpochSecond(Long.parseLong(content.substring(0, end)))));
    } catch (NumberFormatException | DateTimeException _) {
      return Optional.empty();
    }
  }
}
