package belay.cli.terminal;

import belay.cli.option.OutputOptions;
import belay.deliver.model.Outcome;
import belay.host.Host;
import belay.host.Screen;
import belay.report.Document;
import java.util.OptionalInt;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/// What a command gets to work with: the world, and the terminal that talks for it.
public record Session(Host host, Terminal terminal) {

  /// What else the user should know about a commit, beside the answer.
  public void notes(Outcome outcome) {
    if (outcome instanceof Outcome.Committed committed) {
      committed.landed().notes().forEach(terminal::note);
    }
  }

  /// How wide the answer may be; empty where it may be of any width.
  public OptionalInt columns() {
    return Screen.columns(host);
  }

  /// Says of a plan that it was only one; programs read it in the answer.
  public void planned(OutputOptions.Form form) {
    if (form == OutputOptions.Form.text) {
      terminal.note("dry run: nothing was written");
    }
  }

  /// Prints the answer in the form asked for; only that form is made.
  ///
  /// @param text the answer for people, its last line ended
  /// @param document the answer for programs
  public void answer(OutputOptions.Form form, Supplier<String> text, Supplier<Document> document) {
    answer(form, text, document, UnaryOperator.identity());
  }

  /// The same in colours, which are added when nothing else can add any.
  public void answer(
      OutputOptions.Form form,
      Supplier<String> text,
      Supplier<Document> document,
      UnaryOperator<String> colours) {
    var out = host.streams().out();
    switch (form) {
      case text -> out.print(colours.apply(Printable.of(text.get())));
      case json -> out.println(document.get().json());
      case yaml -> out.print(document.get().yaml());
      case sarif, junit -> throw new IllegalStateException("no answer has the form " + form);
    }
  }
}
