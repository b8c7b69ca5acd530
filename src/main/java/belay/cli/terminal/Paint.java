package belay.cli.terminal;

import belay.cli.option.OutputOptions;
import belay.host.Host;

/// Colour, or none. It never carries meaning alone: the words say the same.
public record Paint(boolean on) {
  /// `--color` wins, then `NO_COLOR`, `CLICOLOR_FORCE`, and `TERM=dumb`; else a terminal has
  /// colour.
  public static Paint of(OutputOptions.Color color, Host host, boolean terminal) {
    return new Paint(
        switch (color) {
          case always -> true;
          case never -> false;
          case auto ->
              host.env("NO_COLOR").isEmpty()
                  && (host.env("CLICOLOR_FORCE").filter(v -> !v.equals("0")).isPresent()
                      || (terminal && !host.env("TERM").orElse("").equals("dumb")));
        });
  }

  /// The text in red, where there are colours.
  public String red(String text) {
    return in("31", text);
  }

  String yellow(String text) {
    return in("33", text);
  }

  String bold(String text) {
    return in("1", text);
  }

  String dim(String text) {
    return in("2", text);
  }

  private String in(String code, String text) {
    return on ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
  }
}
