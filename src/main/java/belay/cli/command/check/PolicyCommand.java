package belay.cli.command.check;

import belay.cli.command.CliCommand;
import belay.cli.command.Wiring;
import belay.cli.option.Binding;
import belay.cli.option.RepoOptions;
import belay.cli.option.TimeOptions;
import belay.cli.option.Usage;
import belay.cli.terminal.Session;
import belay.deliver.admission.PolicyRequest;
import belay.failure.Failure;
import belay.failure.Kind;
import belay.failure.Suggest;
import belay.policy.PolicyAction;
import belay.policy.PolicyEngine;
import java.util.List;

/// `belay policy vap|kyverno|gatekeeper`.
public final class PolicyCommand implements CliCommand {
  /// What becomes of what is refused, as flags have it.
  enum ActionName {
    deny(PolicyAction.DENY),
    warn(PolicyAction.WARN),
    audit(PolicyAction.AUDIT);

    private final PolicyAction action;

    ActionName(PolicyAction action) {
      this.action = action;
    }
  }

  String engine = "";
  List<String> environments = List.of();
  List<String> namespaces = List.of();
  List<String> accounts = List.of();
  ActionName action = ActionName.deny;
  final RepoOptions repo = new RepoOptions();
  final TimeOptions time = new TimeOptions();

  @Override
  public void declare(Usage usage) {
    usage.about(
        "Prints policies with which the cluster itself refuses what belay verify finds: images that"
            + " are not named by digest, in every kind that makes Pods, and changes of images by"
            + " anybody but Argo CD. They hold in the namespaces of the environments that require"
            + " digests, know the exemptions of belay.yaml, and change no object. Begin with"
            + " --action warn, and print them anew when belay.yaml changes or an exemption ends.");
    usage.examples(
        "belay policy vap --action warn | kubectl apply -f -",
        "belay policy vap --env production | kubectl apply -f -",
        "belay policy kyverno --action audit",
        "belay policy gatekeeper --namespace shop-jobs");
    usage.argument(
        "vap|kyverno|gatekeeper",
        "1",
        "What enforces them: Kubernetes itself (1.30 or newer), Kyverno (1.17), Gatekeeper (3.18).",
        Binding.of(String.class, v -> engine = v));
    usage.separated(
        "-e, --env",
        "ENV",
        "The environment; repeatable (default: all that require digests).",
        Binding.list(String.class, v -> environments = v));
    usage.option(
        "--action",
        "deny|warn|audit",
        "What becomes of what they speak against: it is refused (default), accepted with a warning,"
            + " or only recorded.",
        Binding.of(ActionName.class, v -> action = v));
    usage.separated(
        "--namespace",
        "NAMESPACE",
        "A further namespace of these environments; repeatable.",
        Binding.list(String.class, v -> namespaces = v));
    usage.separated(
        "--argocd-account",
        "USER",
        "Who may change images, as the cluster names him; repeatable (default: the service account"
            + " of Argo CD's application controller).",
        Binding.list(String.class, v -> accounts = v));
    repo.declare(usage);
    time.declare(usage);
  }

  @Override
  public int run(Session session) {
    var enforcing =
        PolicyEngine.find(engine)
            .orElseThrow(() ->
                new Failure(
                    Kind.USAGE,
                    "nothing that enforces policies: \"%s\"%s"
                        .formatted(engine, Suggest.hint(engine, PolicyEngine.names())),
                    "belay policy " + String.join("|", PolicyEngine.names())));
    var request = new PolicyRequest(enforcing, environments, namespaces, accounts, action.action);
    try (var delivery = Wiring.reading(session, repo, time)) {
      session.host().streams().out().print(delivery.policies(request));
    }
    return 0;
  }
}
