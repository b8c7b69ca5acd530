package belay.cli.command.check;

import belay.cli.option.OutputOptions.Form;
import belay.cli.terminal.Session;
import belay.config.verify.Severity;
import belay.deliver.live.LiveResult;
import belay.deliver.verify.VerifyResult;
import belay.failure.Failure;
import belay.failure.Kind;
import belay.host.Version;
import belay.report.Document;
import belay.report.LiveReport;
import belay.report.verify.JunitReport;
import belay.report.verify.SarifReport;
import belay.report.verify.VerifyReport;
import java.util.Optional;

/// What was found in Git and in the clusters, printed in the form asked for.
final class VerifyAnswer {
  private final Session session;
  private final Form form;
  private Optional<VerifyResult> git = Optional.empty();
  private Optional<LiveResult> live = Optional.empty();

  /// @throws Failure (usage) where the form is not one for what runs in clusters
  VerifyAnswer(Session session, Form form, boolean clusters) {
    if (clusters && (form == Form.sarif || form == Form.junit)) {
      throw new Failure(
          Kind.USAGE,
          "what runs in clusters has no line in Git for -o %s".formatted(form),
          "leave --live out, or pass -o json");
    }
    this.session = session;
    this.form = form;
  }

  void add(VerifyResult result) {
    git = Optional.of(result);
  }

  void add(LiveResult result) {
    live = Optional.of(result);
  }

  /// Prints it.
  ///
  /// @return the exit code
  int print() {
    if (form == Form.sarif || form == Form.junit) {
      session.host().streams().out().print(report());
    } else {
      session.answer(form, this::text, this::document);
    }
    return exitCode();
  }

  private String report() {
    var result = git.orElseThrow();
    return form == Form.junit
        ? JunitReport.of(result)
        : SarifReport.of(result, Version.number()) + "\n";
  }

  private String text() {
    return git.map(VerifyReport::text).orElse("") + live.map(LiveReport::text).orElse("");
  }

  private Document document() {
    return git.isEmpty()
        ? LiveReport.document(live.orElseThrow())
        : live.isEmpty()
            ? VerifyReport.document(git.get())
            : VerifyReport.document(git.get())
                .with("live", LiveReport.document(live.get()).fields());
  }

  private int exitCode() {
    if (live.filter(result -> !result.violations().isEmpty()).isPresent()) {
      return Kind.REFUSED.exitCode();
    }
    return git.filter(result -> !result.of(Severity.VIOLATION).isEmpty())
        .map(result -> result.isUnreachable() ? Kind.UNREACHABLE : Kind.REFUSED)
        .map(Kind::exitCode)
        .orElse(0);
  }
}
