package belay.deliver.plan;

import belay.deliver.model.CommitInfo;
import belay.deliver.model.Pin;
import belay.deliver.model.Trailers;
import java.util.List;
import java.util.Optional;

/// The message of a commit: a subject for people, trailers for machines (`git interpret-trailers`).
/// Each image's trailers stand together and begin with `Belay-Service`.
public final class CommitText {
  private static final int NAMED_IN_SUBJECT = 3;

  private CommitText() {}

  /// The whole message for the images that change.
  static String of(Plan plan) {
    var changed = plan.changed();
    var commitInfo = plan.commitInfo();
    var text = new StringBuilder();
    text.append(
        commitInfo
            .message()
            .map(String::strip)
            .filter(message -> !message.isEmpty())
            .orElseGet(() -> subject(plan, changed)));
    text.append("\n\n");
    if (changed.size() > 1) {
      changed.forEach(
          pin -> text.append("- ").append(pin.name()).append(": ").append(pin.now()).append('\n'));
      text.append('\n');
    }
    changed.forEach(pin -> trailers(text, pin));
    trailer(text, Trailers.ENVIRONMENT, Optional.of(plan.environment()));
    trailer(text, Trailers.REVISION, commitInfo.provenance().revision());
    trailer(text, Trailers.ACTION, Optional.of(commitInfo.action()));
    trailer(text, Trailers.RUN, commitInfo.provenance().run());
    commitInfo.more().forEach(more -> trailer(text, more.name(), Optional.of(more.value())));
    return text.toString();
  }

  private static String subject(Plan plan, List<Pin> changed) {
    var commitInfo = plan.commitInfo();
    var wording = commitInfo.wording();
    if (changed.size() == 1 && commitInfo.action().equals(CommitInfo.DEPLOY)) {
      var pin = changed.getFirst();
      return plan.config()
          .commitMessage(
              pin.service(),
              pin.environment(),
              pin.now(),
              commitInfo.provenance().revision().orElse(""));
    }
    return "%s %s %s".formatted(wording.verb(), what(changed, wording), wording.where());
  }

  private static String what(List<Pin> changed, CommitInfo.Wording wording) {
    if (changed.size() == 1) {
      var pin = changed.getFirst();
      return pin.service() + wording.joint() + pin.now().digest().abbreviated();
    }
    var services = changed.stream().map(Pin::service).distinct().toList();
    return services.size() <= NAMED_IN_SUBJECT
        ? String.join(", ", services)
        : services.size() + " services";
  }

  private static void trailers(StringBuilder text, Pin pin) {
    trailer(text, Trailers.SERVICE, Optional.of(pin.service()));
    if (!pin.image().equals(Pin.MAIN)) {
      trailer(text, Trailers.IMAGE_NAME, Optional.of(pin.image()));
    }
    trailer(text, Trailers.IMAGE, Optional.of(pin.now().toString()));
    trailer(text, Trailers.PREVIOUS, pin.previousDigest());
  }

  /// One line; a value that would break out of it loses its line ends.
  public static void trailer(StringBuilder text, String name, Optional<String> value) {
    value
        .map(v -> v.replaceAll("\\p{Cntrl}+", " ").strip())
        .filter(v -> !v.isEmpty())
        .ifPresent(v -> text.append(name).append(": ").append(v).append('\n'));
  }
}
