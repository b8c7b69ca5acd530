package belay.cli.command.check;

import belay.cli.command.CliCommand;
import belay.cli.command.Wiring;
import belay.cli.option.Binding;
import belay.cli.option.OutputOptions;
import belay.cli.option.RegistryOptions;
import belay.cli.option.RenderOptions;
import belay.cli.option.RepoOptions;
import belay.cli.option.TimeOptions;
import belay.cli.option.Usage;
import belay.cli.terminal.Printable;
import belay.cli.terminal.Session;
import belay.deliver.render.RenderRequest;
import belay.failure.Failure;
import belay.failure.Kind;
import belay.failure.Secrets;
import belay.render.model.RenderedApplication;
import belay.render.object.RenderFailure;
import belay.report.RenderReport;
import java.util.ArrayList;
import java.util.List;

/// `belay render [APP|FILE...]`.
public final class RenderCommand implements CliCommand {
  List<String> names = List.of();
  List<String> environments = List.of();
  final RenderOptions render = new RenderOptions();
  final RepoOptions repo = new RepoOptions();
  final TimeOptions time = new TimeOptions();
  final OutputOptions output = new OutputOptions();

  @Override
  public void declare(Usage usage) {
    usage.about(
        "Prints the manifests of Argo CD's Applications in the repository, as Argo CD would apply"
            + " them: those in files, those of ApplicationSets (lists, files and folders in Git),"
            + " and those that other Applications make. In a clone the files count as they stand,"
            + " committed or not. Needs helm for charts, and kustomize for kustomizations; no"
            + " cluster is asked. Exit code 3 where something cannot be rendered.");
    usage.examples(
        "belay render api-production",
        "belay render --env production > production.yaml",
        "belay render applications/platform/api.yaml -o json",
        "belay render -R https://git.example.com/gitops.git --kube-version 1.36");
    usage.argument(
        "APP|FILE",
        "0..*",
        "Applications by their names, or files that have some (default: all).",
        Binding.list(String.class, v -> names = v));
    usage.separated(
        "-e, --env",
        "ENV",
        "The environment; repeatable (default: all).",
        Binding.list(String.class, v -> environments = v));
    render.declare(usage);
    repo.declare(usage);
    time.declare(usage);
    output.declare(usage);
  }

  @Override
  public int run(Session session) {
    var request = new RenderRequest(names, environments, repo.branch.isEmpty(), render.settings());
    var report = RenderReport.of(output.form.toString(), text -> print(session, text));
    List<RenderFailure> failures = new ArrayList<>();
    try (var delivery = Wiring.reading(session, repo, time, new RegistryOptions())) {
      report.begin();
      var unknown =
          delivery.render(
              request,
              rendered -> {
                report.application(rendered);
                rendered.failures().forEach(failure -> failures.add(named(rendered, failure)));
              });
      failures.addAll(unknown);
      report.end(unknown);
    }
    return judge(session, failures);
  }

  private static RenderFailure named(RenderedApplication rendered, RenderFailure failure) {
    return new RenderFailure(
        failure.reason(),
        failure.place(),
        "%s: %s".formatted(rendered.application().name(), failure.what()),
        failure.help());
  }

  private static void print(Session session, String text) {
    session.host().streams().out().print(Printable.of(text));
  }

  private int judge(Session session, List<RenderFailure> failures) {
    if (failures.isEmpty()) {
      return 0;
    }
    if (render.allowUnrendered) {
      failures.forEach(failure -> session.terminal().warn(failure.toString()));
      return 0;
    }
    if (output.form != OutputOptions.Form.json) {
      // in the document they stand already
      failures.subList(0, failures.size() - 1).forEach(failure -> report(session, failure));
    }
    var last = failures.getLast();
    throw new Failure(Kind.REFUSED, last.toString(), last.help());
  }

  private static void report(Session session, RenderFailure failure) {
    var err = session.host().streams().err();
    err.println(Printable.of(Secrets.masked("error: " + failure)));
    if (!failure.help().isEmpty()) {
      err.println(Printable.of(Secrets.masked("  help: " + failure.help())));
    }
  }
}
