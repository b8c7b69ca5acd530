package belay.registry.auth;

import static java.nio.charset.StandardCharsets.UTF_8;

import belay.failure.Failure;
import belay.failure.Kind;
import belay.host.Log;
import belay.net.Body;
import belay.net.Http;
import belay.net.Redaction;
import belay.net.Request;
import belay.net.Response;
import belay.net.proxy.Addresses;
import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;

/// Gets bearer tokens (distribution's "Token Authentication" and "OAuth2 Token Authentication").
/// The realm is a place that the registry names: it must be one it may lead to, and with a
/// credential it must not be less safe than the registry itself.
final class TokenService {
  private static final int LARGEST = 1 << 20;
  private static final Duration LEAST = Duration.ofSeconds(60); // where the answer does not say

  private final Http http;
  private final Log log;
  private final Endpoint endpoint;

  TokenService(Http http, Log log, Endpoint endpoint) {
    this.http = http;
    this.log = log;
    this.endpoint = endpoint;
  }

  /// @param token a secret
  record Answer(String token, Duration lifetime) {}

  Answer fetch(Challenge challenge, Scopes scopes, Credential credential) {
    var realm = realm(challenge);
    var query = query(challenge, scopes);
    if (credential instanceof Credential.Identity identity) {
      var response = http.send(refresh(realm, challenge, scopes, identity));
      if (response.status() != 404 && response.status() != 405) {
        return read(response, credential);
      }
    }
    var request = Request.of("GET", withQuery(realm, query)).limit(LARGEST);
    var answer =
        http.send(
            request
                .header("Accept", "application/json")
                .header("Authorization", basic(credential)));
    return read(answer, credential);
  }

  static String basic(String user, String secret) {
    return "Basic " + Base64.getEncoder().encodeToString((user + ":" + secret).getBytes(UTF_8));
  }

  private static String basic(Credential credential) {
    return switch (credential) {
      case Credential.Anonymous() -> "";
      case Credential.Password(var user, var secret) -> basic(user, secret);
      case Credential.Identity(var user, var token) ->
          basic(user.isEmpty() ? "<token>" : user, token);
      case Credential.AccessToken(_) -> "";
    };
  }

  private URI realm(Challenge challenge) {
    var own = endpoint.uri("/v2/");
    try {
      var realm = own.resolve(challenge.parameter("realm"));
      var secure = "https".equals(realm.getScheme());
      if (realm.getHost() == null || !(secure || "http".equals(realm.getScheme()))) {
        throw refused("that is no address");
      }
      if (!secure && "https".equals(own.getScheme())) {
        throw refused("that is without TLS: " + Redaction.uri(realm));
      }
      if (!Addresses.mayLead(own, realm)) {
        throw refused("inside a network that it is not in: " + Redaction.uri(realm));
      }
      return realm;
    } catch (IllegalArgumentException _) {
      throw refused("that is no address");
    }
  }

  private Failure refused(String why) {
    return new Failure(
        Kind.REFUSED,
        "%s sends us for a token to a place %s".formatted(endpoint.registry(), why),
        "check the registry's address");
  }

  private static String query(Challenge challenge, Scopes scopes) {
    var query = new StringBuilder();
    if (!challenge.parameter("service").isEmpty()) {
      query.append("service=").append(encode(challenge.parameter("service")));
    }
    for (var scope : scopes.each()) {
      query.append(query.isEmpty() ? "" : "&").append("scope=").append(encode(scope));
    }
    return query.toString();
  }

  private static URI withQuery(URI realm, String query) {
    return URI.create(realm + (realm.getRawQuery() == null ? "?" : "&") + query);
  }

  /// Here all scopes are one field, spaces between them.
  private static Request refresh(
      URI realm, Challenge challenge, Scopes scopes, Credential.Identity identity) {
    var form =
        "grant_type=refresh_token&client_id=belay&service=%s&scope=%s&refresh_token=%s"
            .formatted(
                encode(challenge.parameter("service")),
                encode(scopes.toString()),
                encode(identity.token()));
    return Request.of("POST", realm)
        .limit(LARGEST)
        .header("Accept", "application/json")
        .header("Content-Type", "application/x-www-form-urlencoded")
        .body(new Body.Bytes(form.getBytes(UTF_8)));
  }

  private Answer read(Response response, Credential credential) {
    var realm = Redaction.uri(response.uri());
    if (!response.ok()) {
      throw refused(response, credential);
    }
    try {
      var map = JSON.std.mapFrom(response.body());
      var token = text(map, "token").isEmpty() ? text(map, "access_token") : text(map, "token");
      if (!token.isEmpty() && token.chars().allMatch(c -> c > ' ' && c < 127)) {
        log.explain(() -> "got a token for %s".formatted(endpoint.registry()));
        return new Answer(token, lifetime(map));
      }
    } catch (IOException _) {
      // told below; the parser's message might quote a token
    }
    throw new Failure(
        Kind.UNREACHABLE, "the answer of %s has no token".formatted(realm), "try again later");
  }

  private Failure refused(Response response, Credential credential) {
    var registry = endpoint.registry();
    return credential instanceof Credential.Anonymous() && response.status() == 401
        ? new Failure(
            Kind.AUTH,
            "%s asks for a login, and there is none".formatted(registry),
            RegistryErrors.login(registry))
        : RegistryErrors.failure(
            response, "logging in to %s as %s".formatted(registry, credential), registry);
  }

  private static Duration lifetime(Map<String, Object> map) {
    return map.get("expires_in") instanceof Number seconds && seconds.longValue() > 0
        ? Duration.ofSeconds(Math.min(seconds.longValue(), Integer.MAX_VALUE))
        : LEAST;
  }

  private static String text(Map<String, Object> map, String key) {
    return map.get(key) instanceof String text ? text : "";
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, UTF_8);
  }
}
