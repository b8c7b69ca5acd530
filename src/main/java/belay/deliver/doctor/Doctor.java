package belay.deliver.doctor;

import belay.deliver.doctor.Check.Phase;
import belay.deliver.environment.Context;
import belay.deliver.live.LiveVerification;
import belay.deliver.rollout.ArgoCdLink;
import belay.host.Host;
import java.util.ArrayList;
import java.util.List;

/// Looks at everything on the way to digests and says of each thing what was seen, and what mends
/// it.
public final class Doctor {
  private final Host host;
  private final Context context;
  private final ArgoCdLink link;
  private final LiveVerification live;
  private final String location;

  /// @param location where the repository is, as it was named
  public Doctor(
      Host host, Context context, ArgoCdLink link, LiveVerification live, String location) {
    this.location = location;
    this.host = host;
    this.context = context;
    this.link = link;
    this.live = live;
  }

  /// Looks.
  ///
  /// @throws belay.failure.Failure where the repository itself cannot be read
  public List<Check> check(DoctorRequest request) {
    var tip = context.repo().tip().id();
    var config = context.configs().used(tip);
    request.environment().ifPresent(config::environment);
    var environments =
        config.environments().stream()
            .filter(one -> request.environment().filter(name -> !name.equals(one.name())).isEmpty())
            .toList();
    var subject = new Subject(context.repo(), tip, config, environments);
    List<Check> all = new ArrayList<>();
    for (var phase : Phase.values()) {
      if (request.phase().filter(only -> only != phase).isEmpty()) {
        all.addAll(check(phase, request, subject));
      }
    }
    return List.copyOf(all);
  }

  private List<Check> check(Phase phase, DoctorRequest request, Subject subject) {
    var checks = new Checks(phase);
    switch (phase) {
      case CHARTS -> new ChartChecks(subject, checks).run();
      case REPOSITORY -> new RepositoryChecks(host, context, location, subject, checks).run();
      case PIPELINES -> new PipelineChecks(context, subject, checks).run();
      case ARGOCD ->
          checks.look(
              "argocd-reachable",
              () -> {
                try (var argocd = link.open(subject.config(), request.argocd())) {
                  new ArgoCdChecks(context, argocd, subject, checks).run();
                }
              });
      case ROLLOUT -> new RolloutChecks(live, request.live(), subject, checks).run();
    }
    return checks.all();
  }
}
