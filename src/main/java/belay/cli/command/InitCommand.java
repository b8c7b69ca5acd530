package belay.cli.command;

import belay.cli.option.LandOptions;
import belay.cli.option.OutputOptions;
import belay.cli.option.PlanOptions;
import belay.cli.terminal.Session;
import belay.deliver.setup.Init;
import belay.deliver.setup.convention.InitRequest;
import belay.scaffold.Structure;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `belay init DIR|URL`.
@Command(
    description = {
      "Makes a GitOps repository of a folder, of an empty repository, or of one that has something"
          + " in",
      "it: adds what is missing, changes nothing that is there, in one commit. A belay.yaml that"
          + " is",
      "there decides where things go; without one, what is there is taken over (environments,"
          + " folders,",
      "what values files call an image), and the rest is laid out as recommended.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  belay init shop-gitops --url https://git.example.com/ops/shop-gitops.git",
      "  belay init git@example.com:ops/shop.git --registry registry.example.com/shop",
      "  belay init . --ci github --ci shell --codeowners @shop/platform",
      "  belay init ameide-gitops --layout sources --image-key graph --dry-run --diff"
    })
public final class InitCommand implements CliCommand {
  enum LayoutName {
    recommended,
    sources
  }

  @Parameters(paramLabel = "DIR|URL", description = "The repository; a new folder is created.")
  String location = "";

  @Option(
      names = {"-b", "--branch"},
      paramLabel = "BRANCH",
      description = "Its branch (default: the current one; of an empty repository: main).")
  Optional<String> branch = Optional.empty();

  @Option(
      names = "--layout",
      paramLabel = "recommended|sources",
      description = "Values in environments/ENV/values, charts in charts; or both in sources/.")
  LayoutName layout = LayoutName.recommended;

  @Option(
      names = "--project",
      paramLabel = "NAME",
      description = "The AppProject (default: the repository's name without -gitops).")
  Optional<String> project = Optional.empty();

  @Option(
      names = "--url",
      paramLabel = "URL",
      description = "Where Argo CD fetches the repository (default: its URL, or its remote's).")
  Optional<String> url = Optional.empty();

  @Option(
      names = "--registry",
      paramLabel = "HOST[/PATH]",
      description = "Where the images of new services are.")
  Optional<String> registry = Optional.empty();

  @Option(
      names = "--image-key",
      paramLabel = "repository|graph",
      description = "What an image's repository is called in values files (default: repository).")
  Optional<String> imageKey = Optional.empty();

  @Option(
      names = {"-e", "--env"},
      paramLabel = "ENV",
      description =
          "An environment, in order of promotion; repeatable (default: those that are there, of a"
              + " new repository development, staging and production).")
  List<String> environments = List.of();

  @Option(
      names = "--ci",
      paramLabel = "github|gitlab|shell",
      description = "Add a pipeline to be copied into the services' repository; repeatable.")
  List<Structure.Ci> pipelines = List.of();

  @Option(
      names = "--applicationset",
      description = "One ApplicationSet in place of the app-of-apps, for thousands of services.")
  boolean applicationSet;

  @Option(
      names = "--image-updater",
      description = "Tell Argo CD Image Updater of the registry (needs --registry).")
  boolean imageUpdater;

  @Option(
      names = "--permissive",
      description = "An AppProject that may do anything in the cluster.")
  boolean permissive;

  @Option(
      names = "--codeowners",
      paramLabel = "OWNER",
      description = "Add CODEOWNERS with @user, @organisation/team or an address; repeatable.")
  List<String> owners = List.of();

  @Mixin final LandOptions land = new LandOptions();
  @Mixin final PlanOptions plan = new PlanOptions();
  @Mixin final OutputOptions output = new OutputOptions();

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
        new Structure.Wishes(
            permissive, applicationSet, Optional.empty(), imageUpdater, owners, pipelines));
  }
}
