package belay.report;

import belay.deliver.autosync.AutoSyncOutcome;
import belay.deliver.autosync.AutoSyncState;
import belay.deliver.autosync.ServiceSync;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// What syncs by itself, and what came of switching it, for people and for programs.
public final class AutoSyncReport {
  private static final List<String> HEADER =
      List.of("SERVICE", "ENV", "AUTO-SYNC", "SELF-HEAL", "PRUNE", "WHERE");

  private AutoSyncReport() {}

  /// One line per service and environment.
  ///
  /// @param width the columns that the terminal has; empty where nobody looks at it
  public static String list(List<ServiceSync> all, OptionalInt width) {
    var rows = all.stream().map(AutoSyncReport::row).toList();
    return Columns.titled(HEADER, rows)
        .within(width, Columns.middle(5, 16), Columns.middle(0, 10), Columns.middle(5, 0))
        .text();
  }

  private static List<String> row(ServiceSync sync) {
    var state = sync.state();
    return List.of(
        sync.service(),
        sync.environment(),
        state.map(s -> word(s.automated())).orElse("no Application"),
        state.map(s -> detail(s, s.selfHeal())).orElse(""),
        state.map(s -> detail(s, s.prune())).orElse(""),
        sync.place().orElse(""));
  }

  private static String word(boolean on) {
    return on ? "on" : "off";
  }

  private static String detail(AutoSyncState state, boolean on) {
    return state.automated() ? word(on) : "-";
  }

  /// The same for programs.
  public static Document document(List<ServiceSync> all) {
    return new Document().with("services", all.stream().map(AutoSyncReport::fields).toList());
  }

  private static AnswerFields fields(ServiceSync sync) {
    return new AnswerFields()
        .with("service", sync.service())
        .with("environment", sync.environment())
        .with("application", sync.application())
        .with("automated", sync.state().map(AutoSyncState::automated))
        .with("selfHeal", sync.state().map(AutoSyncState::selfHeal))
        .with("prune", sync.state().map(AutoSyncState::prune))
        .with("place", sync.place());
  }

  /// One line per service that was meant, then the diffs where they are wanted, then the commit.
  public static String text(AutoSyncOutcome outcome, boolean diff, OptionalInt width) {
    var rows =
        outcome.services().stream()
            .map(sync -> List.of(sync.service(), said(outcome, sync), sync.place().orElse("")))
            .toList();
    var text =
        new StringBuilder(
            Columns.of(rows)
                .within(width, Columns.middle(2, 16), Columns.middle(0, 10), Columns.middle(2, 0))
                .text());
    if (diff) {
      outcome.diffs().forEach(text::append);
    }
    if (outcome.diffs().isEmpty()) {
      return text.append("nothing to do: auto-sync is %s\n".formatted(word(outcome.on())))
          .toString();
    }
    outcome
        .landed()
        .ifPresent(
            landed -> text.append(Glyphs.wrap(DeployReport.landed(landed), width)).append('\n'));
    outcome
        .byHand()
        .ifPresent(command ->
            text.append("next: ").append(command).append(" # Argo CD does not do it by itself\n"));
    return text.toString();
  }

  private static String said(AutoSyncOutcome outcome, ServiceSync sync) {
    if (sync.state().isEmpty()) {
      return "no Application";
    }
    var now = "auto-sync " + word(sync.automated());
    return outcome.switched().contains(sync.service()) ? now : now + " (as before)";
  }

  /// The same for programs.
  public static Document document(AutoSyncOutcome outcome, boolean diff) {
    var word =
        outcome.landed().isPresent() ? "committed" : outcome.planned() ? "planned" : "unchanged";
    return new Document()
        .with("outcome", word)
        .with("environment", outcome.environment())
        .with(
            "services",
            outcome.services().stream()
                .map(sync ->
                    fields(sync).with("changed", outcome.switched().contains(sync.service())))
                .toList())
        .with("diffs", Optional.of(outcome.diffs()).filter(_ -> diff))
        .with("next", outcome.byHand().filter(_ -> !outcome.diffs().isEmpty()))
        .with("commit", outcome.landed().map(DeployReport::fields));
  }
}
