package belay.deliver;

import belay.image.Digest;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// A digest that must not be pinned anywhere until somebody lifts the hold.
///
/// @param digest what is held
/// @param service whose image it is; empty: of every service
/// @param environment where it was found to be bad
/// @param by who held it, as `Name <email>`
/// @param at when
/// @param reason why
public record Hold(
    Digest digest,
    Optional<String> service,
    Optional<String> environment,
    Optional<String> by,
    Optional<Instant> at,
    Optional<String> reason) {

  /// Whether a service must not get this digest.
  boolean stops(String name, Digest other) {
    return digest.equals(other) && service.filter(s -> !s.equals(name)).isEmpty();
  }

  /// `held by Ada <ada@example.com> at 2026-11-25T10:30:00Z after a rollback in production: it
  /// crashes`, with what is known.
  public String words() {
    var words = new StringBuilder("held");
    by.ifPresent(who -> words.append(" by ").append(who));
    at.ifPresent(when -> words.append(" at ").append(when));
    environment.ifPresent(where -> words.append(" in ").append(where));
    reason.ifPresent(why -> words.append(": ").append(why));
    return words.toString();
  }

  Map<String, String> fields() {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("digest", digest.toString());
    service.ifPresent(value -> fields.put("service", value));
    environment.ifPresent(value -> fields.put("environment", value));
    by.ifPresent(value -> fields.put("by", value));
    at.ifPresent(value -> fields.put("at", value.toString()));
    reason.ifPresent(value -> fields.put("reason", value));
    return fields;
  }
}
