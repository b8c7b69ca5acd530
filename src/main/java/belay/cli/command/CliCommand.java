package belay.cli.command;

import belay.cli.option.Usage;
import belay.cli.terminal.Session;

/// One command: picocli fills its fields from the flags, then it runs.
public interface CliCommand {
  /// Says what it takes, and where that goes.
  void declare(Usage usage);

  /// Does the work.
  ///
  /// @return the exit code: 0, or 10 where `--exit-code` asked for it
  int run(Session session);
}
