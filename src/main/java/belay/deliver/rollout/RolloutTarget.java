package belay.deliver.rollout;

import belay.config.Config;
import belay.deliver.model.Pin;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What is awaited: a commit in force, and the images of each Application.
///
/// @param applications the pins by the Application's name
record RolloutTarget(Config config, String commit, Map<String, List<Pin>> applications) {

  static RolloutTarget of(Config config, String commit, List<Pin> pins) {
    Map<String, List<Pin>> applications = new LinkedHashMap<>();
    for (var pin : pins) {
      applications
          .computeIfAbsent(
              config.argocd().application(pin.service(), pin.environment()), _ -> new ArrayList<>())
          .add(pin);
    }
    return new RolloutTarget(config, commit, applications);
  }
}
