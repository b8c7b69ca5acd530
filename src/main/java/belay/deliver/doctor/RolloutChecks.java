package belay.deliver.doctor;

import belay.config.Environment;
import belay.config.Environment.Images;
import belay.deliver.autosync.ServiceSync;
import belay.deliver.autosync.SyncSources;
import belay.deliver.live.AdmissionTrial;
import belay.deliver.live.LiveRequest;
import belay.deliver.live.LiveVerification;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/// Phase 5: whether what is in Git is rolled out and kept by itself, runs, and nothing else may.
record RolloutChecks(LiveVerification live, LiveRequest request, Subject subject, Checks checks) {
  private static final String ID = "auto-sync";
  private static final int TOLD = 10;

  void run() {
    var sources = subject.sources();
    // Where tags may stand, somebody else rolls out, such as Tilt.
    var names =
        subject.environments().stream()
            .filter(environment -> environment.images() == Images.DIGEST)
            .map(Environment::name)
            .toList();
    names.forEach(name -> checks.look(ID, () -> autoSync(name, sources)));
    names.forEach(name -> checks.look("live", () -> live(name)));
    names.forEach(name -> checks.look("admission", () -> admission(name)));
  }

  private void autoSync(String environment, SyncSources sources) {
    var all =
        sources.of(environment, List.of()).stream()
            .filter(sync -> sync.state().isPresent())
            .toList();
    var off = all.stream().filter(sync -> !sync.automated()).toList();
    var on = all.stream().filter(ServiceSync::automated).toList();
    var weak = on.stream().filter(sync -> !sync.state().orElseThrow().selfHeal()).toList();
    var kept = on.stream().filter(sync -> !sync.state().orElseThrow().prune()).toList();
    if (!off.isEmpty()) {
      checks.warning(
          ID,
          "%s: do not sync by themselves: %s of %d, such as %s"
              .formatted(
                  environment,
                  Checks.count(off.size(), "service"),
                  all.size(),
                  place(off.getFirst())),
          "belay autosync on " + environment);
    }
    if (!weak.isEmpty()) {
      checks.warning(
          ID,
          "%s: selfHeal is off, so that kubectl set image stays: %s"
              .formatted(environment, place(weak.getFirst())),
          "write selfHeal: true there");
    }
    if (!kept.isEmpty()) {
      checks.warning(
          ID,
          "%s: prune is off, so that what is taken out of Git stays: %s"
              .formatted(environment, place(kept.getFirst())),
          "write prune: true there");
    }
    if (off.isEmpty() && weak.isEmpty() && kept.isEmpty() && !all.isEmpty()) {
      checks.ok(
          ID,
          "%s: sync by themselves and take changes back: %s"
              .formatted(environment, Checks.count(all.size(), "service")));
    }
  }

  private static String place(ServiceSync sync) {
    return sync.place().orElse(sync.service());
  }

  private void live(String environment) {
    var result = live.check(request.of(environment));
    if (result.targets() == 0) {
      checks.unknown(
          "live",
          environment + ": Git names no image there yet",
          "belay deploy SERVICE --tag TAG --env " + environment);
    } else if (result.violations().isEmpty()) {
      checks.ok(
          "live",
          "%s: run what Git wants: %s of %s"
              .formatted(
                  environment,
                  Checks.count(result.pods(), "Pod"),
                  Checks.count(result.targets(), "service")));
    }
    result.violations().stream()
        .limit(TOLD)
        .forEach(image ->
            checks.fault(
                "live",
                "%s: %s %s %s: %s"
                    .formatted(
                        environment,
                        image.target().service(),
                        image.resource(),
                        image.container(),
                        image.message()),
                image.help()));
  }

  /// Namespaces of which the same is said stand on one line.
  private void admission(String environment) {
    var trials = live.trials(request.of(environment));
    var admitting = names(trials, trial -> trial instanceof AdmissionTrial.Admitted);
    if (!admitting.isEmpty()) {
      checks.warning(
          "admission",
          "%s: a Pod by tag would be admitted".formatted(Checks.some(admitting)),
          "belay policy vap --action warn | kubectl apply -f -; without --action it refuses");
    }
    var refusing = names(trials, trial -> trial instanceof AdmissionTrial.Refused);
    if (!refusing.isEmpty()
        && trials.get(refusing.getFirst()) instanceof AdmissionTrial.Refused(var words)) {
      checks.ok(
          "admission", "%s: a Pod by tag is refused: %s".formatted(Checks.some(refusing), words));
    }
    trials.forEach((namespace, trial) -> {
      if (trial instanceof AdmissionTrial.Undecided(var words)) {
        checks.unknown("admission", "%s: %s".formatted(namespace, words), "");
      }
    });
  }

  private static List<String> names(
      Map<String, AdmissionTrial> trials, Predicate<AdmissionTrial> which) {
    return trials.entrySet().stream()
        .filter(trial -> which.test(trial.getValue()))
        .map(Map.Entry::getKey)
        .toList();
  }
}
