package belay.cli;

import belay.host.Version;
import picocli.CommandLine.Command;

/// `belay version`.
@Command(description = "Prints the version.")
final class VersionCommand implements Task {
  @Override
  public int run(Session session) {
    session.host().streams().out().println(Version.line());
    return 0;
  }
}
