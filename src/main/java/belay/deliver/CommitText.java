package belay.deliver;

import belay.config.Config;
import java.util.List;
import java.util.Optional;

/// The message of a deployment's commit: a subject for people, trailers for machines (`git
/// interpret-trailers`). Each image's trailers stand together and begin with `Belay-Service`.
final class CommitText {
  static final String SERVICE = "Belay-Service";
  static final String ENVIRONMENT = "Belay-Environment";
  static final String IMAGE_NAME = "Belay-Image-Name";
  static final String IMAGE = "Belay-Image";
  static final String PREVIOUS = "Belay-Previous";
  static final String REVISION = "Belay-Source-Revision";
  static final String ACTION = "Belay-Action";
  static final String RUN = "Belay-Run";

  private static final int NAMED_IN_SUBJECT = 3;

  private CommitText() {}

  /// The whole message for the images that change.
  static String of(Config config, List<Pin> changed, DeployRequest request, String action) {
    var text = new StringBuilder();
    text.append(
        request
            .message()
            .map(String::strip)
            .filter(message -> !message.isEmpty())
            .orElseGet(() -> subject(config, changed, request)));
    text.append("\n\n");
    if (changed.size() > 1) {
      changed.forEach(
          pin -> text.append("- ").append(name(pin)).append(": ").append(pin.now()).append('\n'));
      text.append('\n');
    }
    changed.forEach(pin -> trailers(text, pin));
    trailer(text, ENVIRONMENT, Optional.of(request.environment()));
    trailer(text, REVISION, request.provenance().revision());
    trailer(text, ACTION, Optional.of(action));
    trailer(text, RUN, request.provenance().run());
    return text.toString();
  }

  private static String subject(Config config, List<Pin> changed, DeployRequest request) {
    if (changed.size() == 1) {
      var pin = changed.getFirst();
      return config.commitMessage(
          pin.service(), pin.environment(), pin.now(), request.provenance().revision().orElse(""));
    }
    var services = changed.stream().map(Pin::service).distinct().toList();
    var what =
        services.size() <= NAMED_IN_SUBJECT
            ? String.join(", ", services)
            : services.size() + " services";
    return "Deploy " + what + " to " + request.environment();
  }

  private static String name(Pin pin) {
    return pin.image().equals(Pin.MAIN) ? pin.service() : pin.service() + "/" + pin.image();
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
  private static void trailer(StringBuilder text, String name, Optional<String> value) {
    value
        .map(v -> v.replaceAll("\\p{Cntrl}+", " ").strip())
        .filter(v -> !v.isEmpty())
        .ifPresent(v -> text.append(name).append(": ").append(v).append('\n'));
  }
}
