package belay.cli.terminal;

import belay.cli.option.OutputOptions;
import belay.failure.Secrets;
import belay.host.Host;
import belay.host.Log;
import belay.host.Progress;
import belay.host.Screen;
import java.io.PrintStream;
import java.util.function.Supplier;

/// What the program says beside its answer: warnings, explanations and progress, all on standard
/// error.
public final class Terminal implements Log {
  private final PrintStream err;
  private final boolean quiet;
  private final int verbosity;
  private final Paint paint;
  private final Progress progress;

  public Terminal(Host host, OutputOptions options) {
    this.err = host.streams().err();
    this.quiet = options.quiet;
    this.verbosity = options.verbose.length;
    this.paint = Paint.of(options.color, host, host.streams().errIsTerminal());
    this.progress =
        quiet || options.noProgress
            ? Progress.none()
            : new ProgressLines(
                err, host.streams().errIsTerminal(), host.clock(), () -> Screen.errorColumns(host));
  }

  /// Where steps are shown while they run.
  public Progress progress() {
    return progress;
  }

  @Override
  public void warn(String message) {
    if (!quiet) {
      line(paint.yellow("warning:") + " " + Printable.of(Secrets.masked(message)));
    }
  }

  @Override
  public void note(String message) {
    if (!quiet) {
      line(Printable.of(Secrets.masked(message)));
    }
  }

  @Override
  public void explain(Supplier<String> message) {
    if (verbosity >= 1) {
      line(paint.dim(Printable.of(Secrets.masked(message.get()))));
    }
  }

  @Override
  public void trace(Supplier<String> message) {
    if (verbosity >= 2) {
      line(paint.dim(Printable.of(Secrets.masked(message.get()))));
    }
  }

  private synchronized void line(String text) {
    if (progress instanceof ProgressLines lines) {
      lines.clear();
    }
    err.println(text);
  }
}
