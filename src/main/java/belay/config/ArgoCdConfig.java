package belay.config;

import belay.failure.Failure;
import belay.failure.Kind;
import java.util.Optional;
import java.util.regex.Pattern;

/// The Argo CD that delivers what stands in Git.
///
/// @param server its address
/// @param namespace the namespace of its Application objects
/// @param project the AppProject of new Applications
/// @param applications what Applications are called, with names in braces
/// @param autoSync whether new Applications sync by themselves
/// @param repository the address that this repository has in Applications, where that is none of
///   its remotes
public record ArgoCdConfig(
    Optional<String> server,
    String namespace,
    String project,
    String applications,
    boolean autoSync,
    Optional<String> repository) {
  static final String APPLICATIONS = "{service}-{environment}";

  private static final Pattern PATTERN =
      Pattern.compile("(?:[a-z0-9.-]|\\{service}|\\{environment})+");

  public ArgoCdConfig {
    if (!PATTERN.matcher(applications).matches() || !applications.contains("{service}")) {
      throw new Failure(
          Kind.USAGE,
          "not a pattern for the names of Applications: \"%s\"".formatted(applications),
          "write {service} and, where it matters, {environment} into it, such as " + APPLICATIONS);
    }
  }

  /// The name of the Application that delivers a service in an environment.
  public String application(String service, String environment) {
    return applications.replace("{service}", service).replace("{environment}", environment);
  }
}
