package belay.cli;

import belay.deliver.Outcome;
import belay.host.Host;
import belay.report.Document;
import java.util.function.Supplier;

/// What a command gets to work with: the world, and the terminal that talks for it.
record Session(Host host, Terminal terminal) {

  /// What else the user should know about a commit, beside the answer.
  void notes(Outcome outcome) {
    if (outcome instanceof Outcome.Committed committed) {
      committed.landed().notes().forEach(terminal::note);
    }
  }

  /// Prints the answer in the form asked for; only that form is made.
  ///
  /// @param text the answer for people, its last line ended
  /// @param document the answer for programs
  void answer(OutputOptions.Form form, Supplier<String> text, Supplier<Document> document) {
    var out = host.streams().out();
    switch (form) {
      case text -> out.print(text.get());
      case json -> out.println(document.get().json());
      case yaml -> out.print(document.get().yaml());
    }
  }
}
