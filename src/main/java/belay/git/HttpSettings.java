package belay.git;

import java.util.Optional;
import org.eclipse.jgit.util.StringUtils;

/// Reads `http.*` for one server, where the `http.<url>.*` that fits best wins, and the later of
/// two that fit alike, as in git.
record HttpSettings(UserConfig config, GitUrl url) {
  private record Candidate(String value, UrlPattern.Fit fit) {}

  Optional<String> get(String name) {
    return config.subsections("http").stream()
        .flatMap(prefix -> candidate(prefix, name).stream())
        .reduce((one, two) -> one.fit.compareTo(two.fit) > 0 ? one : two)
        .map(Candidate::value)
        .or(() -> config.get("http", name));
  }

  private Optional<Candidate> candidate(String prefix, String name) {
    return UrlPattern.parse(prefix)
        .flatMap(pattern -> pattern.fit(url))
        .flatMap(fit ->
            config.get("http", Optional.of(prefix), name).map(value -> new Candidate(value, fit)));
  }

  /// Whether something that is on by itself was switched off.
  boolean isOff(String name) {
    return get(name).map(StringUtils::toBooleanOrNull).filter(on -> !on).isPresent();
  }
}
