package belay.cli.option;

import belay.deliver.model.Outcome;
import picocli.CommandLine.Option;

/// To look before leaping.
public final class PlanOptions {
  /// The exit code that says so.
  private static final int WOULD_CHANGE = 10;

  @Option(names = "--dry-run", description = "Show what would change; write nothing.")
  public boolean dryRun;

  @Option(names = "--diff", description = "Show the change of each file.")
  public boolean diff;

  @Option(
      names = "--exit-code",
      description = "With --dry-run: end with 10 when something would change.")
  boolean exitCode;

  /// The exit code for an outcome.
  public int code(Outcome outcome) {
    return code(outcome instanceof Outcome.Planned);
  }

  /// @param planned whether something would change, and nothing was written
  public int code(boolean planned) {
    return exitCode && planned ? WOULD_CHANGE : 0;
  }
}
