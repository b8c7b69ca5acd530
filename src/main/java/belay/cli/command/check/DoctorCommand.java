package belay.cli.command.check;

import belay.cli.command.CliCommand;
import belay.cli.command.Wiring;
import belay.cli.option.ArgoCdOptions;
import belay.cli.option.Binding;
import belay.cli.option.ClusterOptions;
import belay.cli.option.OutputOptions;
import belay.cli.option.RegistryOptions;
import belay.cli.option.RepoOptions;
import belay.cli.option.TimeOptions;
import belay.cli.option.Usage;
import belay.cli.terminal.Session;
import belay.deliver.doctor.Check;
import belay.deliver.doctor.Check.Outcome;
import belay.deliver.doctor.Check.Phase;
import belay.deliver.doctor.DoctorRequest;
import belay.deliver.live.LiveRequest;
import belay.failure.Failure;
import belay.failure.Kind;
import belay.report.DoctorReport;
import java.util.List;
import java.util.Optional;

/// `belay doctor [--env ENV] [--phase N]`.
public final class DoctorCommand implements CliCommand {
  Optional<String> environment = Optional.empty();
  Optional<Integer> phase = Optional.empty();
  final ArgoCdOptions argocd = new ArgoCdOptions();
  final ClusterOptions cluster = new ClusterOptions();
  final RepoOptions repo = new RepoOptions();
  final TimeOptions time = new TimeOptions();
  final RegistryOptions network = new RegistryOptions();
  final OutputOptions output = new OutputOptions();

  @Override
  public void declare(Usage usage) {
    usage.about(
        "How far a repository has come on the way to digests, measured in five phases: charts take"
            + " digests (1), the repository has its structure and digests (2), pipelines pin what"
            + " they build (3), Argo CD is there and may deliver (4), what is in Git is what runs,"
            + " by itself (5). Each thing is ok, a warning, a fault, or unknown where it may not be"
            + " looked at, with what was seen and what mends it. Changes nothing. Exit code 3 with"
            + " faults.");
    usage.examples(
        "belay doctor",
        "belay doctor --env production",
        "belay doctor --phase 4 --argocd argocd.example.com",
        "belay doctor -o json");
    usage.option(
        "-e, --env",
        "ENV",
        "The environment (default: all).",
        Binding.optional(String.class, v -> environment = v));
    usage.option(
        "--phase",
        "1-5",
        "Only this one (default: all).",
        Binding.optional(Integer.class, v -> phase = v));
    argocd.declare(usage);
    cluster.declare(usage);
    repo.declare(usage);
    time.declare(usage);
    network.declare(usage);
    output.declare(usage);
  }

  @Override
  public int run(Session session) {
    var request =
        new DoctorRequest(
            environment,
            phase.map(DoctorCommand::phase),
            argocd.choice(),
            new LiveRequest(
                List.of(), List.of(), Optional.empty(), cluster.kubeconfig, cluster.context));
    try (var delivery = Wiring.reading(session, repo, time, network)) {
      var checks = delivery.doctor(request);
      session.answer(
          output.form, () -> DoctorReport.text(checks), () -> DoctorReport.document(checks));
      return checks.stream().map(Check::outcome).anyMatch(Outcome.FAULT::equals)
          ? Kind.REFUSED.exitCode()
          : 0;
    }
  }

  private static Phase phase(int number) {
    return Phase.of(number)
        .orElseThrow(() ->
            new Failure(
                Kind.USAGE,
                "no phase %d".formatted(number),
                "write one of 1 to " + Phase.values().length));
  }
}
