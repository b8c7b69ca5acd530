package belay.deliver.policy;

import belay.image.Digest;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// A digest that must not be pinned until somebody lifts the hold.
///
/// @param digest what is held
/// @param service whose image it is; empty: of every service
/// @param environment where it was found to be bad
/// @param scope where it is refused
/// @param by who held it, as `Name <email>`
/// @param at when
/// @param reason why
public record Hold(
    Digest digest,
    Optional<String> service,
    Optional<String> environment,
    Scope scope,
    Optional<String> by,
    Optional<Instant> at,
    Optional<String> reason) {

  /// Where a hold is in force.
  public enum Scope {
    /// In every environment: what is bad in one is not to come to another.
    EVERYWHERE,
    /// In its own environment only.
    ENVIRONMENT;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// Whether a service must not get this digest in an environment.
  boolean stops(String name, String where, Digest other) {
    return digest.equals(other)
        && service.filter(s -> !s.equals(name)).isEmpty()
        && (scope == Scope.EVERYWHERE || environment.filter(where::equals).isPresent());
  }

  /// Whether it refuses all that another one would.
  public boolean covers(Hold other) {
    return digest.equals(other.digest)
        && (service.isEmpty() || service.equals(other.service))
        && (scope == Scope.EVERYWHERE
            || (other.scope == scope && environment.equals(other.environment)));
  }

  /// `held by Ada <ada@example.com> at 2026-11-25T10:30:00Z after a rollback in production: it
  /// crashes`, with what is known.
  public String words() {
    var words = new StringBuilder("held");
    by.ifPresent(who -> words.append(" by ").append(who));
    at.ifPresent(when -> words.append(" at ").append(when));
    environment.ifPresent(where -> words.append(" in ").append(where));
    words.append(scope == Scope.ENVIRONMENT ? " only" : "");
    reason.ifPresent(why -> words.append(": ").append(why));
    return words.toString();
  }

  Map<String, String> fields() {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("digest", digest.toString());
    service.ifPresent(value -> fields.put("service", value));
    environment.ifPresent(value -> fields.put("environment", value));
    if (scope == Scope.ENVIRONMENT) {
      fields.put("scope", scope.toString());
    }
    by.ifPresent(value -> fields.put("by", value));
    at.ifPresent(value -> fields.put("at", value.toString()));
    reason.ifPresent(value -> fields.put("reason", value));
    return fields;
  }
}
