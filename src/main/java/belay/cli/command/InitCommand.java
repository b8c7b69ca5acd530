package belay.cli.command;

import belay.cli.option.Binding;
import belay.cli.option.LandOptions;
import belay.cli.option.OutputOptions;
import belay.cli.option.PlanOptions;
import belay.cli.option.Usage;
import belay.cli.terminal.Session;
import belay.deliver.setup.Init;
import belay.deliver.setup.convention.InitRequest;
import belay.scaffold.Structure;
import java.util.List;
import java.util.Optional;

/// `belay init DIR|URL`.
public final class InitCommand implements CliCommand {
  enum LayoutName {
    recommended,
    sources
  }

  String location = "";
  Optional<String> branch = Optional.empty();
  LayoutName layout = LayoutName.recommended;
  Optional<String> project = Optional.empty();
  Optional<String> url = Optional.empty();
  Optional<String> registry = Optional.empty();
  Optional<String> imageKey = Optional.empty();
  List<String> environments = List.of();

  List<Structure.Ci> pipelines = List.of();

  boolean applicationSet;
  boolean imageUpdater;
  boolean permissive;
  boolean manualSync;
  List<String> owners = List.of();
  final LandOptions land = new LandOptions();
  final PlanOptions plan = new PlanOptions();
  final OutputOptions output = new OutputOptions();

  @Override
  public void declare(Usage usage) {
    usage.about(
        "Makes a GitOps repository of a folder, of an empty repository, or of one that has"
            + " something in it: adds what is missing, changes nothing that is there, in one"
            + " commit. A belay.yaml that is there decides where things go; without one, what is"
            + " there is taken over (environments, folders, what values files call an image), and"
            + " the rest is laid out as recommended.");
    usage.examples(
        "belay init shop-gitops --url https://git.example.com/ops/shop-gitops.git",
        "belay init git@example.com:ops/shop.git --registry registry.example.com/shop",
        "belay init . --ci github --ci shell --codeowners @shop/platform",
        "belay init ameide-gitops --layout sources --image-key graph --dry-run --diff");
    usage.argument(
        "DIR|URL",
        "1",
        "The repository; a new folder is created.",
        Binding.of(String.class, v -> location = v));
    usage.option(
        "-b, --branch",
        "BRANCH",
        "Its branch (default: the current one; of an empty repository: main).",
        Binding.optional(String.class, v -> branch = v));
    usage.option(
        "--layout",
        "recommended|sources",
        "Values in environments/ENV/values, charts in charts; or both in sources/.",
        Binding.of(LayoutName.class, v -> layout = v));
    usage.option(
        "--project",
        "NAME",
        "The AppProject (default: the repository's name without -gitops).",
        Binding.optional(String.class, v -> project = v));
    usage.option(
        "--url",
        "URL",
        "Where Argo CD fetches the repository (default: its URL, or its remote's).",
        Binding.optional(String.class, v -> url = v));
    usage.option(
        "--registry",
        "HOST[/PATH]",
        "Where the images of new services are.",
        Binding.optional(String.class, v -> registry = v));
    usage.option(
        "--image-key",
        "repository|graph",
        "What an image's repository is called in values files (default: repository).",
        Binding.optional(String.class, v -> imageKey = v));
    usage.option(
        "-e, --env",
        "ENV",
        "An environment, in order of promotion; repeatable (default: those that are there, of a new"
            + " repository development, staging and production).",
        Binding.list(String.class, v -> environments = v));
    usage.option(
        "--ci",
        "github|gitlab|shell",
        "Add a pipeline to be copied into the services' repository; repeatable.",
        Binding.list(Structure.Ci.class, v -> pipelines = v));
    usage.toggle(
        "--applicationset",
        "One ApplicationSet in place of the app-of-apps, for thousands of services.",
        v -> applicationSet = v);
    usage.toggle(
        "--image-updater",
        "Tell Argo CD Image Updater of the registry (needs --registry).",
        v -> imageUpdater = v);
    usage.toggle(
        "--permissive", "An AppProject that may do anything in the cluster.", v -> permissive = v);
    usage.toggle(
        "--manual-sync",
        "Applications that are synced by hand at first: belay sync, then belay autosync on.",
        v -> manualSync = v);
    usage.option(
        "--codeowners",
        "OWNER",
        "Add CODEOWNERS with @user, @organisation/team or an address; repeatable.",
        Binding.list(String.class, v -> owners = v));
    land.declare(usage);
    plan.declare(usage);
    output.declare(usage);
  }

  @Override
  public int run(Session session) {
    var made =
        plan.dryRun
            ? Init.plan(session.host(), session.terminal(), request())
            : Init.run(session.host(), session.terminal(), request());
    return Scaffolding.print(session, made, plan, output);
  }

  private InitRequest request() {
    return new InitRequest(
        location,
        branch,
        !land.noPush,
        land.timeout,
        new InitRequest.Names(project, url, registry, imageKey, environments),
        layout == LayoutName.sources,
        manualSync,
        new Structure.Wishes(
            permissive, applicationSet, Optional.empty(), imageUpdater, owners, pipelines));
  }
}
