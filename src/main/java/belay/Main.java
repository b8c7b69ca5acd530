package belay;

import belay.cli.Cli;
import belay.host.Host;
import belay.host.Interrupts;
import belay.host.Version;
import belay.net.tls.TlsPreparation;

/// The program. The only place that ends the process.
public final class Main {
  private Main() {}

  /// Runs one command and exits with its code.
  public static void main(String[] arguments) {
    if (arguments.length == 1 && isVersion(arguments[0]) && said(Version.line())) {
      return;
    }
    if (Cli.asksRegistry(arguments)) {
      TlsPreparation.begin();
    }
    var host = Host.system();
    var interrupts = Interrupts.watch(standing -> Cli.interrupted(host, standing, arguments));
    var code = Cli.run(host, arguments);
    interrupts.finished();
    System.exit(code);
  }

  /// Where it cannot be said, the command itself says why.
  private static boolean said(String line) {
    System.out.println(line);
    return !System.out.checkError();
  }

  /// Answered before anything is loaded: scripts and prompts ask this often.
  private static boolean isVersion(String argument) {
    return argument.equals("version") || argument.equals("--version") || argument.equals("-V");
  }
}
