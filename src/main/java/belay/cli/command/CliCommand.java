package belay.cli.command;

import belay.cli.option.OutputOptions;
import belay.cli.terminal.Session;

/// One command: picocli fills its fields from the flags, then it runs.
public interface CliCommand {
  /// Does the work.
  ///
  /// @return the exit code: 0, or 10 where `--exit-code` asked for it
  int run(Session session);

  /// How much it says and in which form, for the terminal that is made before it runs.
  default OutputOptions output() {
    return new OutputOptions();
  }
}
