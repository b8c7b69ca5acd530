package belay.deliver;

import static java.nio.charset.StandardCharsets.UTF_8;

import belay.deliver.model.Confirmation;
import belay.deliver.model.Pin;
import belay.deliver.plan.Plan;
import belay.git.Commit;
import belay.image.Digest;
import java.util.List;
import java.util.function.Function;

/// One change of the repository that somebody asked for, ready to be carried as far as they want.
///
/// @param planner makes the plan for a tip, as often as the tip moves
/// @param confirm asked once before a protected environment changes
/// @param sentence what is about to happen, for the question
/// @param branch where it is proposed; the same for the same wish, so that asking twice is one
///   request
record PreparedChange(
    Function<Commit, Plan> planner,
    Confirmation confirm,
    Function<Plan, String> sentence,
    String branch) {
  private static final int LONGEST = 60;
  private static final int HASH = 8;

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
