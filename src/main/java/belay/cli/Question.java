package belay.cli;

import belay.deliver.Confirmation;
import belay.failure.Failure;
import belay.failure.Kind;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/// Asks before something is written to a protected environment: on a terminal a person, elsewhere
/// the flag.
final class Question {
  private Question() {}

  static Confirmation of(Session session, boolean yes) {
    return what -> {
      if (!yes) {
        ask(session, what);
      }
    };
  }

  private static void ask(Session session, String what) {
    var streams = session.host().streams();
    if (!streams.inIsTerminal() || !streams.errIsTerminal()) {
      throw new Failure(
          Kind.REFUSED,
          "the environment is protected: to %s needs a confirmation".formatted(what),
          "pass --yes");
    }
    streams.err().print("About to " + what + ". Go on? [y/N] ");
    streams.err().flush();
    if (!answer(streams.in()).matches("(?i)y(es)?")) {
      throw new Failure(
          Kind.REFUSED, "not confirmed: nothing was written", "answer y, or pass --yes");
    }
  }

  private static String answer(java.io.InputStream in) {
    try {
      var line = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)).readLine();
      return line == null ? "" : line.strip();
    } catch (IOException e) {
      throw new Failure(Kind.REFUSED, "no answer could be read", "pass --yes", e);
    }
  }
}
