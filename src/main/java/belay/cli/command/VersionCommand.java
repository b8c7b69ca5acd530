package belay.cli.command;

import belay.cli.terminal.Session;
import belay.host.Version;
import picocli.CommandLine.Command;

/// `belay version`.
@Command(description = "Prints the version.")
public final class VersionCommand implements CliCommand {
  @Override
  public int run(Session session) {
    session.host().streams().out().println(Version.line());
    return 0;
  }
}
