package belay.report;

import belay.deliver.model.Outcome;
import belay.deliver.model.Pin;
import belay.deliver.model.SourceDeployment;
import belay.deliver.model.Spans;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;

/// What came of a promotion, and where the images come from.
public final class PromoteReport {
  private static final int SHORT_REVISION = 9;

  private PromoteReport() {}

  /// The same as for a deployment, each image with what is known of it; those that stay as they are
  /// only where all do.
  ///
  /// @param width the columns that the terminal has; empty where nobody looks at it
  public static String text(
      Outcome outcome, List<SourceDeployment> backgrounds, boolean diff, OptionalInt width) {
    var changed = outcome.pins().stream().anyMatch(Pin::changed);
    if (backgrounds.isEmpty() || !changed) {
      return DeployReport.text(outcome, diff, width);
    }
    var text = new StringBuilder();
    for (var background : backgrounds) {
      if (!background.pin().changed()) {
        continue;
      }
      text.append(Glyphs.wrap(line(background, Abbreviated.on(width)), width)).append('\n');
    }
    return text.append(DeployReport.end(outcome, diff, width)).toString();
  }

  private static String line(SourceDeployment background, Abbreviated abbreviated) {
    var text = new StringBuilder();
    var pin = background.pin();
    text.append(pin.name()).append(": ");
    text.append(
        pin.previousDigest()
            .map(digest -> there(abbreviated.version(digest), background.previousInSource()))
            .orElse("(none)"));
    text.append(" -> ");
    text.append(there(abbreviated.of(pin.now().digest()), background.inSource()));
    if (!background.revisions().isEmpty()) {
      text.append(", revisions ");
      text.append(
          String.join(" ", background.revisions().stream().map(PromoteReport::cut).toList()));
    }
    return text.toString();
  }

  /// The same for programs.
  public static Document document(
      Outcome outcome, List<SourceDeployment> backgrounds, boolean diff) {
    var document = DeployReport.document(outcome, diff);
    return diff
        ? document.with("origins", backgrounds.stream().map(PromoteReport::fields).toList())
        : document;
  }

  private static String there(String digest, Duration span) {
    return "%s (%s in the source)".formatted(digest, Spans.words(span));
  }

  private static String cut(String revision) {
    return revision.substring(0, Math.min(SHORT_REVISION, revision.length()));
  }

  private static AnswerFields fields(SourceDeployment background) {
    return new AnswerFields()
        .with("service", background.pin().service())
        .with("image", background.pin().image())
        .with("previous", background.pin().previousDigest())
        .with("digest", background.pin().now().digest().toString())
        .with("secondsInSource", background.inSource().toSeconds())
        .with(
            "previousSecondsInSource",
            background.pin().previousDigest().map(_ -> background.previousInSource().toSeconds()))
        .with("revisions", background.revisions());
  }
}
