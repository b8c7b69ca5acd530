package belay.deliver;

import java.util.List;
import java.util.Optional;

/// The message of a commit: a subject for people, trailers for machines (`git interpret-trailers`).
/// Each image's trailers stand together and begin with `Belay-Service`.
final class CommitText {
  static final String SERVICE = "Belay-Service";
  static final String ENVIRONMENT = "Belay-Environment";
  static final String IMAGE_NAME = "Belay-Image-Name";
  static final String IMAGE = "Belay-Image";
  static final String PREVIOUS = "Belay-Previous";
  static final String REVISION = "Belay-Source-Revision";
  static final String ACTION = "Belay-Action";
  static final String RUN = "Belay-Run";

  /// The environment that digests were promoted from, and the commit that they were read at.
  static final String FROM = "Belay-From";

  static final String FROM_COMMIT = "Belay-From-Commit";

  /// Why a freeze or the time to soak was passed over.
  static final String OVERRIDE = "Belay-Override";

  /// Why somebody rolled back, and the digests that are held since.
  static final String REASON = "Belay-Reason";

  static final String HOLD = "Belay-Hold";

  private static final int NAMED_IN_SUBJECT = 3;

  private CommitText() {}

  /// The whole message for the images that change.
  static String of(Plan plan) {
    var changed = plan.changed();
    var story = plan.story();
    var text = new StringBuilder();
    text.append(
        story
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
    trailer(text, ENVIRONMENT, Optional.of(plan.environment()));
    trailer(text, REVISION, story.provenance().revision());
    trailer(text, ACTION, Optional.of(story.action()));
    trailer(text, RUN, story.provenance().run());
    story.more().forEach(more -> trailer(text, more.name(), Optional.of(more.value())));
    return text.toString();
  }

  private static String subject(Plan plan, List<Pin> changed) {
    var story = plan.story();
    var wording = story.wording();
    if (changed.size() == 1 && story.action().equals(Deploy.ACTION)) {
      var pin = changed.getFirst();
      return plan.config()
          .commitMessage(
              pin.service(),
              pin.environment(),
              pin.now(),
              story.provenance().revision().orElse(""));
    }
    return "%s %s %s".formatted(wording.verb(), what(changed, wording), wording.where());
  }

  private static String what(List<Pin> changed, Story.Wording wording) {
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
    trailer(text, SERVICE, Optional.of(pin.service()));
    if (!pin.image().equals(Pin.MAIN)) {
      trailer(text, IMAGE_NAME, Optional.of(pin.image()));
    }
    trailer(text, IMAGE, Optional.of(pin.now().toString()));
    trailer(text, PREVIOUS, pin.previousDigest());
  }

  /// One line; a value that would break out of it loses its line ends.
  static void trailer(StringBuilder text, String name, Optional<String> value) {
    value
        .map(v -> v.replaceAll("\\p{Cntrl}+", " ").strip())
        .filter(v -> !v.isEmpty())
        .ifPresent(v -> text.append(name).append(": ").append(v).append('\n'));
  }
}
