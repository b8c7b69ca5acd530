package belay.registry.auth;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// One way of authenticating that a server offers in `WWW-Authenticate` (RFC 9110, 11.6.1).
///
/// @param scheme in lower case: `bearer`, `basic`
/// @param parameters by name in lower case
record Challenge(String scheme, Map<String, String> parameters) {
  Challenge {
    parameters = Map.copyOf(parameters);
  }

  String parameter(String name) {
    return parameters.getOrDefault(name, "");
  }

  /// What will hold for other requests, too: scope and error belong to the one that was refused.
  Challenge lasting() {
    var lasting = new HashMap<>(parameters);
    lasting.keySet().retainAll(Set.of("realm", "service"));
    return new Challenge(scheme, lasting);
  }

  /// The one to answer: a token rather than a password, where both are offered.
  static Optional<Challenge> best(List<String> headers) {
    var all = headers.stream().flatMap(header -> ChallengeReader.read(header).stream()).toList();
    return of("bearer", all)
        .filter(c -> !c.parameter("realm").isEmpty())
        .or(() -> of("basic", all));
  }

  private static Optional<Challenge> of(String scheme, List<Challenge> all) {
    return all.stream().filter(challenge -> challenge.scheme.equals(scheme)).findFirst();
  }

  /// As a header would have it.
  @Override
  public String toString() {
    var text = new StringBuilder(scheme.toUpperCase(Locale.ROOT).charAt(0) + scheme.substring(1));
    var separator = " ";
    for (var entry : parameters.entrySet()) {
      var value = entry.getValue().replace("\\", "\\\\").replace("\"", "\\\"");
      text.append(separator).append(entry.getKey()).append("=\"").append(value).append('"');
      separator = ",";
    }
    return text.toString();
  }
}
