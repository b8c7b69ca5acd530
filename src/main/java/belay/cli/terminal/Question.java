package belay.cli.terminal;

import belay.deliver.model.Candidate;
import belay.deliver.model.Confirmation;
import belay.failure.Failure;
import belay.failure.Kind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Asks on a terminal what only a person can decide. Elsewhere a flag or `belay.yaml` says it.
public final class Question implements Confirmation {
  private final Session session;
  private final boolean yes;
  private final boolean advises;

  /// A plan may be made several times; nobody is asked twice.
  private final Map<String, Candidate> chosen = new HashMap<>();

  private Question(Session session, boolean yes, boolean advises) {
    this.session = session;
    this.yes = yes;
    this.advises = advises;
  }

  /// For what writes to a protected environment, and may have to choose an image.
  public static Confirmation of(Session session, boolean yes) {
    return new Question(session, yes, true);
  }

  /// For what writes the answer into `belay.yaml` by itself and needs no other confirmation.
  public static Confirmation onlyWhich(Session session) {
    return new Question(session, true, false);
  }

  @Override
  public void require(String what) {
    if (yes) {
      return;
    }
    if (!isTerminal()) {
      throw new Failure(
          Kind.REFUSED,
          "the environment is protected: to %s needs a confirmation".formatted(what),
          "pass --yes");
    }
    if (!answer("About to " + what + ". Go on? [y/N] ", "pass --yes").matches("(?i)y(es)?")) {
      throw new Failure(
          Kind.REFUSED, "not confirmed: nothing was written", "answer y, or pass --yes");
    }
  }

  @Override
  public Optional<Candidate> which(String service, List<Candidate> sites) {
    if (!isTerminal()) {
      return Optional.empty();
    }
    return Optional.of(chosen.computeIfAbsent(service, _ -> choose(service, sites)));
  }

  private Candidate choose(String service, List<Candidate> sites) {
    var err = session.host().streams().err();
    for (var i = 0; i < sites.size(); i++) {
      var site = sites.get(i);
      err.println(
          Printable.of(
              "  %d  %s  %s  (%s)".formatted(i + 1, site.path(), site.text(), site.place())));
    }
    var which = "Which is the image of %s? [1-%d, or nothing] ".formatted(service, sites.size());
    var answer = answer(which, sites.getFirst().lines());
    if (!answer.matches("[1-9][0-9]{0,3}") || Integer.parseInt(answer) > sites.size()) {
      throw new Failure(
          Kind.REFUSED,
          "no image was chosen for \"%s\": nothing was written".formatted(service),
          "answer with a number, or write into belay.yaml: " + sites.getFirst().lines());
    }
    var site = sites.get(Integer.parseInt(answer) - 1);
    if (advises) {
      session.terminal().note("for the next time, write into belay.yaml: " + site.lines());
    }
    return site;
  }

  private boolean isTerminal() {
    var streams = session.host().streams();
    return streams.inIsTerminal() && streams.errIsTerminal();
  }

  private String answer(String question, String instead) {
    var streams = session.host().streams();
    streams.err().print(question);
    streams.err().flush();
    try {
      // Byte by byte: what follows the line may be the answer to another question.
      var line = new ByteArrayOutputStream();
      for (var b = streams.in().read(); b >= 0 && b != '\n'; b = streams.in().read()) {
        line.write(b);
      }
      return line.toString(StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      throw new Failure(Kind.REFUSED, "no answer could be read", instead, e);
    }
  }
}
