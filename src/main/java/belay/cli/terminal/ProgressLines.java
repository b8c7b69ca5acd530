package belay.cli.terminal;

import belay.host.Progress;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.function.Supplier;

/// Shows steps that take long: on a terminal one line that is redrawn, elsewhere one plain line for
/// each step that took longer than a second.
public final class ProgressLines implements Progress {
  private static final Duration REDRAW = Duration.ofMillis(100);
  private static final Duration WORTH_A_LINE = Duration.ofSeconds(1);
  private static final int USUAL_COLUMNS = 80;

  private final PrintStream err;
  private final boolean live;
  private final InstantSource clock;
  private final Supplier<OptionalInt> columns;
  private final List<Running> running = new ArrayList<>();
  private Instant drawn = Instant.EPOCH;
  private boolean dirty;
  private int width;

  /// @param columns how wide the terminal is; asked once, when there is something to show
  ProgressLines(PrintStream err, boolean live, InstantSource clock, Supplier<OptionalInt> columns) {
    this.err = err;
    this.live = live;
    this.clock = clock;
    this.columns = columns;
  }

  @Override
  public synchronized Step start(String what, long total) {
    var step = new Running(what, total, clock.instant());
    running.add(step);
    draw();
    return step;
  }

  /// Takes the live line away, so that something else can be written there.
  synchronized void clear() {
    if (dirty) {
      err.print("\r\u001b[K");
      err.flush();
      dirty = false;
    }
  }

  private void draw() {
    var now = clock.instant();
    if (!live || running.isEmpty() || Duration.between(drawn, now).compareTo(REDRAW) < 0) {
      return;
    }
    drawn = now;
    dirty = true;
    var first = running.getFirst();
    var text = first.what + amount(first) + (running.size() > 1 ? others() : "");
    if (width == 0) {
      width = Math.max(1, columns.get().orElse(USUAL_COLUMNS) - 1);
    }
    err.print("\r\u001b[K" + (text.length() > width ? text.substring(0, width) : text));
    err.flush();
  }

  private String others() {
    return " and %d more".formatted(running.size() - 1);
  }

  private static String amount(Running step) {
    return step.total <= 0
        ? ""
        : " %d%% of %s".formatted(Math.min(100, step.done * 100 / step.total), bytes(step.total));
  }

  /// A size for people, such as `53.2 MB`.
  public static String bytes(long count) {
    if (count < 1000) {
      return count + " B";
    }
    var units = "kMGTPE";
    double value = count;
    var unit = -1;
    while (value >= 1000 && unit < units.length() - 1) {
      value /= 1000;
      unit++;
    }
    return String.format(Locale.ROOT, "%.1f %cB", value, units.charAt(unit));
  }

  private synchronized void advanced(Running step, long bytes) {
    step.done += bytes;
    draw();
  }

  private synchronized void ended(Running step) {
    if (!running.remove(step)) {
      return;
    }
    var took = Duration.between(step.since, clock.instant());
    if (!live && took.compareTo(WORTH_A_LINE) >= 0) {
      err.println(
          "%s: %s in %d s".formatted(step.what, bytes(step.done), Math.max(1, took.toSeconds())));
    }
    if (running.isEmpty()) {
      clear();
    }
  }

  private final class Running implements Step {
    private final String what;
    private final long total;
    private final Instant since;
    private long done;

    Running(String what, long total, Instant since) {
      this.what = what;
      this.total = total;
      this.since = since;
    }

    @Override
    public void advance(long bytes) {
      advanced(this, bytes);
    }

    @Override
    public void close() {
      ended(this);
    }
  }
}
