package belay.deliver;

import static java.nio.charset.StandardCharsets.UTF_8;

import belay.deliver.model.Confirmation;
import belay.deliver.model.Pin;
import belay.deliver.plan.Plan;
import belay.git.object.Commit;
import belay.image.Digest;
import java.util.List;

/// A change of what an environment runs, as somebody asked for it.
interface Change {
  int LONGEST = 60;
  int HASH = 8;

  /// What it comes to on a commit. Nothing is written into the repository; asked again for each
  /// commit that the branch is met at.
  Plan plan(Commit base);

  /// Asked once before a protected environment changes.
  Confirmation confirmation();

  /// What is about to happen, for that question.
  String sentence(Plan plan);

  /// The branch where it is proposed; the same for the same wish, so that asking twice is one
  /// request.
  String branch();

  /// The services that change, for people.
  static String services(Plan plan) {
    return String.join(", ", plan.changed().stream().map(Pin::service).distinct().toList());
  }

  /// `belay/promote-production-api-1f3870be`: readable, and as long as branches may be.
  static String branch(String action, String environment, List<String> services) {
    var sorted = services.stream().distinct().sorted().toList();
    var readable =
        "%s-%s-%s"
            .formatted(action, environment, String.join("-", sorted))
            .replaceAll("[^A-Za-z0-9_-]+", "-");
    var whole = "%s\n%s\n%s".formatted(action, environment, String.join("\n", sorted));
    var hash = Digest.of(whole.getBytes(UTF_8)).hex().substring(0, HASH);
    return "belay/%s-%s"
        .formatted(readable.substring(0, Math.min(LONGEST, readable.length())), hash);
  }
}
