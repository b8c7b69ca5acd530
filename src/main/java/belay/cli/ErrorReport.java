package belay.cli;

import belay.cli.option.OutputOptions;
import belay.cli.terminal.Paint;
import belay.cli.terminal.Printable;
import belay.failure.Failure;
import belay.failure.InWords;
import belay.failure.Kind;
import belay.failure.Secrets;
import belay.host.Host;
import belay.host.Interrupts;
import belay.report.AnswerFields;
import belay.report.Document;
import java.util.Map;

/// Failures as people and programs read them, on standard error.
final class ErrorReport {
  private ErrorReport() {}

  /// Prints the failure in the form asked for.
  ///
  /// @return its exit code
  static int print(Host host, OutputOptions options, Failure failure) {
    var err = host.streams().err();
    if (options.form == OutputOptions.Form.json) {
      err.println(Document.json(Map.of("error", fields(failure))));
    } else {
      var paint = Paint.of(options.color, host, host.streams().errIsTerminal());
      err.println(paint.red("error:") + " " + indent(failure.what()));
      failure.causes().forEach(cause -> err.println("  cause: " + indent(cause)));
      if (!failure.help().isEmpty()) {
        err.println("  help: " + indent(failure.help()));
      }
    }
    return failure.kind().exitCode();
  }

  /// Ctrl-C or SIGTERM.
  static void interrupted(Host host, OutputOptions options, Interrupts.Standing standing) {
    print(host, options, new Failure(Kind.INTERRUPTED, standing.what(), standing.help()));
  }

  /// What nobody foresaw: the stack trace is for the report, on `-v` only.
  static int bug(Host host, OutputOptions options, Throwable bug) {
    var failure =
        new Failure(
            Kind.BUG,
            "unexpected: " + InWords.of(bug),
            "this is a bug in Belay; please report it with the output of the same command with -v",
            bug);
    var code = print(host, options, failure);
    if (options.verbose.length > 0) {
      bug.printStackTrace(host.streams().err());
    }
    return code;
  }

  private static Map<String, Object> fields(Failure failure) {
    return new AnswerFields()
        .with("kind", failure.kind().toString())
        .with("message", Secrets.masked(failure.what()))
        .with("cause", failure.causes().stream().map(Secrets::masked).toList())
        .with("help", Secrets.masked(failure.help()));
  }

  private static String indent(String text) {
    return Printable.of(Secrets.masked(text.strip())).replace("\n", "\n    ");
  }
}
