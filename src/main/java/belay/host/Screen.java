package belay.host;

import java.io.File;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/// The terminal that shows the answer.
public final class Screen {
  private static final Duration LIMIT = Duration.ofSeconds(1);
  private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,4}");
  private static final Pattern SIZE = Pattern.compile("[0-9]+ ([1-9][0-9]{0,4})\\s*");

  private Screen() {}

  /// How many columns it has: `COLUMNS`, else what `stty` says, as Java cannot tell. Empty where
  /// the answer goes elsewhere: nothing is shortened for programs.
  public static OptionalInt columns(Host host) {
    return columns(host, host.streams().outIsTerminal());
  }

  /// The same of where errors and progress go.
  public static OptionalInt errorColumns(Host host) {
    return columns(host, host.streams().errIsTerminal());
  }

  private static OptionalInt columns(Host host, boolean terminal) {
    if (!terminal) {
      return OptionalInt.empty();
    }
    return host.env("COLUMNS")
        .filter(text -> NUMBER.matcher(text).matches())
        .or(() -> asked(host))
        .map(text -> OptionalInt.of(Integer.parseInt(text)))
        .orElse(OptionalInt.empty());
  }

  private static Optional<String> asked(Host host) {
    var programs = new Programs(host);
    return programs
        .find("stty")
        .flatMap(stty -> {
          var asking = programs.prepare(host.cwd(), List.of(stty.toString(), "size"), Map.of());
          try {
            var answer =
                programs.run(asking.redirectInput(new File("/dev/tty")), new byte[0], LIMIT).text();
            var size = SIZE.matcher(answer);
            return size.matches() ? Optional.ofNullable(size.group(1)) : Optional.empty();
          } catch (IOException _) {
            return Optional.empty();
          }
        });
  }
}
