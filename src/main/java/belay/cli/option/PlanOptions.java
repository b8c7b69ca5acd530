package belay.cli.option;

import belay.deliver.model.Outcome;

/// To look before leaping.
public final class PlanOptions {
  /// The exit code that says so.
  public static final int WOULD_CHANGE = 10;

  public boolean dryRun;
  public boolean diff;
  boolean exitCode;

  /// Adds them to a command.
  public void declare(Usage usage) {
    usage.toggle("--dry-run", "Show what would change; write nothing.", v -> dryRun = v);
    usage.toggle("--diff", "Show the change of each file.", v -> diff = v);
    usage.toggle(
        "--exit-code",
        "With --dry-run: end with 10 when something would change.",
        v -> exitCode = v);
  }

  /// The exit code for an outcome.
  public int code(Outcome outcome) {
    return code(outcome instanceof Outcome.Planned);
  }

  /// @param planned whether something would change, and nothing was written
  public int code(boolean planned) {
    return exitCode && planned ? WOULD_CHANGE : 0;
  }
}
