package belay.config.verify;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/// What may stand although a rule speaks against it. What it does not restrict it covers.
///
/// @param repositories prefixes of repositories with boundaries: `registry.example.com/tools`
///   covers itself and what lies below it, not `registry.example.com/toolsmith`
/// @param namespaces the namespaces that it covers
/// @param resources the resources that it covers, as `Kind/name`
/// @param rules the rules that it lifts; none means all that speak of images
/// @param reason why
/// @param until its last day; empty where it has none
/// @param place where it stands, as `file:line:column`
public record Exemption(
    List<String> repositories,
    List<String> namespaces,
    List<String> resources,
    List<Rule> rules,
    String reason,
    Optional<LocalDate> until,
    String place) {
  public Exemption {
    repositories = List.copyOf(repositories);
    namespaces = List.copyOf(namespaces);
    resources = List.copyOf(resources);
    rules = List.copyOf(rules);
  }

  /// Whether its last day has passed.
  public boolean isOver(LocalDate today) {
    return until.filter(today::isAfter).isPresent();
  }

  /// Whether a reference is of a repository that it covers. The text counts as it is written: a
  /// cluster's policies cannot tell that `nginx` is `docker.io/library/nginx` either.
  ///
  /// @param reference as a manifest has it, with or without tag and digest
  public boolean coversImage(String reference) {
    return begins(reference, repositories);
  }

  /// Whether a reference is of a repository with one of these prefixes; none means all.
  static boolean begins(String reference, List<String> prefixes) {
    return prefixes.isEmpty() || prefixes.stream().anyMatch(prefix -> begins(reference, prefix));
  }

  private static boolean begins(String reference, String prefix) {
    return reference.startsWith(prefix)
        && (reference.length() == prefix.length()
            || prefix.endsWith("/")
            || "/:@".indexOf(reference.charAt(prefix.length())) >= 0);
  }

  /// Whether it covers a namespace; one that is not known is covered only where none is named.
  public boolean coversNamespace(Optional<String> namespace) {
    return namespaces.isEmpty() || namespace.filter(namespaces::contains).isPresent();
  }

  /// Whether it covers a resource.
  ///
  /// @param resource `Kind/name`
  public boolean coversResource(String resource) {
    return resources.isEmpty() || resources.contains(resource);
  }

  /// Whether it lifts a rule.
  public boolean lifts(Rule rule) {
    return rules.isEmpty() || rules.contains(rule);
  }
}
