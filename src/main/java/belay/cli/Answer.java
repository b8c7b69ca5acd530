package belay.cli;

import belay.deliver.Outcome;
import belay.report.Document;
import java.util.function.Supplier;

/// Prints a command's answer in the form that was asked for.
final class Answer {
  private Answer() {}

  static void print(
      Session session, OutputOptions output, Supplier<String> text, Supplier<Document> document) {
    var out = session.host().streams().out();
    switch (output.form) {
      case text -> out.print(text.get());
      case json -> out.println(document.get().json());
      case yaml -> out.print(document.get().yaml());
    }
  }

  /// What else the user should know about a commit, beside the answer.
  static void notes(Session session, Outcome outcome) {
    if (outcome instanceof Outcome.Committed committed) {
      committed.landed().notes().forEach(session.terminal()::note);
    }
  }
}
