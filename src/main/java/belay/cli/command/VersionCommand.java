package belay.cli.command;

import belay.cli.option.Usage;
import belay.cli.terminal.Session;
import belay.host.Version;

/// `belay version`.
public final class VersionCommand implements CliCommand {
  @Override
  public void declare(Usage usage) {
    usage.about("Prints the version.");
  }

  @Override
  public int run(Session session) {
    session.host().streams().out().println(Version.line());
    return 0;
  }
}
