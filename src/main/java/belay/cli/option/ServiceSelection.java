package belay.cli.option;

import belay.failure.Failure;
import belay.failure.Kind;
import java.util.List;

/// Some services by name, or all of them: never all by leaving out the names.
public final class ServiceSelection {
  private ServiceSelection() {}

  /// @param example how to name one
  public static void require(List<String> services, boolean all, String example) {
    if (all && !services.isEmpty()) {
      throw new Failure(
          Kind.USAGE, "--all and names of services exclude each other", "pass one of them");
    }
    if (!all && services.isEmpty()) {
      throw new Failure(
          Kind.USAGE,
          "no service named",
          "name them, as in belay %s, or pass --all".formatted(example));
    }
    if (services.stream().distinct().count() < services.size()) {
      throw new Failure(Kind.USAGE, "a service is named twice", "name each service once");
    }
  }
}
