package belay.failure;

import java.util.Locale;

/// Why a command ended without doing what was asked. Each kind is one documented exit code;
/// pipelines branch on them.
public enum Kind {
  BUG(1, "a bug in Belay, or something nobody classified yet"),
  USAGE(2, "a command line or a configuration that cannot be understood"),
  REFUSED(3, "refused: a policy, a safety check, or violations found by verify"),
  NOT_FOUND(4, "something named does not exist: image, tag, service, file, branch"),
  CONFLICT(5, "a conflict that retries could not win"),
  UNHEALTHY(6, "Argo CD reports the application unhealthy"),
  TIMEOUT(7, "the deadline passed"),
  AUTH(8, "authentication failed, or permission is missing"),
  UNREACHABLE(9, "a registry, Git server or API cannot be reached"),
  INTERRUPTED(130, "interrupted (Ctrl-C, SIGTERM)");

  private final int exitCode;
  private final String meaning;

  Kind(int exitCode, String meaning) {
    this.exitCode = exitCode;
    this.meaning = meaning;
  }

  /// The process's exit code for this kind.
  public int exitCode() {
    return exitCode;
  }

  /// One line for `belay help exit-codes`.
  public String meaning() {
    return meaning;
  }

  /// The name in JSON errors, such as `not-found`.
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
