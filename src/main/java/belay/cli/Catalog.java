package belay.cli;

import belay.cli.command.AddCommand;
import belay.cli.command.CliCommand;
import belay.cli.command.CompletionCommand;
import belay.cli.command.ConfigCommand;
import belay.cli.command.DeployCommand;
import belay.cli.command.DigestCommand;
import belay.cli.command.HistoryCommand;
import belay.cli.command.HoldCommand;
import belay.cli.command.InitCommand;
import belay.cli.command.PromoteCommand;
import belay.cli.command.PushCommand;
import belay.cli.command.ReleaseCommand;
import belay.cli.command.RollbackCommand;
import belay.cli.command.StatusCommand;
import belay.cli.command.VersionCommand;
import belay.cli.command.WhereCommand;
import belay.cli.command.argocd.AutosyncCommand;
import belay.cli.command.argocd.SyncCommand;
import belay.cli.command.chart.MigrateCommand;
import belay.cli.command.check.DoctorCommand;
import belay.cli.command.check.PolicyCommand;
import belay.cli.command.check.RenderCommand;
import belay.cli.command.check.VerifyCommand;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// Every command: its name, its section in the help, one line about it, and how to make it. Help,
/// completion and the parser all read this one list; a command's flags are built only when it runs.
final class Catalog {
  /// One command.
  record Entry(String name, String section, String summary, Supplier<CliCommand> make) {}

  private static final String SET_UP = "Set up";
  private static final String DELIVER = "Deliver";
  private static final String KNOW = "Know";
  private static final String RUN = "Run";

  static final List<Entry> ALL =
      List.of(
          new Entry(
              "init",
              SET_UP,
              "create a GitOps repository, or take over an existing one",
              InitCommand::new),
          new Entry(
              "add",
              SET_UP,
              "add a service: values per environment + Argo CD Application",
              AddCommand::new),
          new Entry(
              "migrate",
              SET_UP,
              "rewrite Helm charts from tags to digests, proven by rendering",
              MigrateCommand::new),
          new Entry("config", SET_UP, "show the configuration and its origin", ConfigCommand::new),
          new Entry(
              "push",
              DELIVER,
              "push an image (OCI layout, archive), print repository@digest",
              PushCommand::new),
          new Entry("digest", DELIVER, "resolve references to digests", DigestCommand::new),
          new Entry(
              "deploy",
              DELIVER,
              "pin images in one environment: edit, commit, push, wait",
              DeployCommand::new),
          new Entry(
              "promote",
              DELIVER,
              "carry digests from one environment to the next",
              PromoteCommand::new),
          new Entry(
              "rollback",
              DELIVER,
              "bring back an earlier state; hold the bad digest",
              RollbackCommand::new),
          new Entry(
              "hold", DELIVER, "keep a bad digest out; list what is kept out", HoldCommand::new),
          new Entry("release", DELIVER, "release a hold", ReleaseCommand::new),
          new Entry(
              "autosync",
              DELIVER,
              "switch on or off what Argo CD rolls out by itself",
              AutosyncCommand::new),
          new Entry("sync", DELIVER, "have Argo CD roll out once, by hand", SyncCommand::new),
          new Entry("status", KNOW, "services x environments: what Git wants", StatusCommand::new),
          new Entry("history", KNOW, "who deployed what, when, from where", HistoryCommand::new),
          new Entry("where", KNOW, "where is (or was) this digest", WhereCommand::new),
          new Entry(
              "render",
              KNOW,
              "the manifests of Applications, as Argo CD renders them",
              RenderCommand::new),
          new Entry(
              "verify", KNOW, "prove that the clusters run what Git wants", VerifyCommand::new),
          new Entry("doctor", KNOW, "how far it is to digests, measured", DoctorCommand::new),
          new Entry(
              "policy", RUN, "print admission policies that enforce digests", PolicyCommand::new),
          new Entry(
              "demo", RUN, "the whole flow on this machine, nothing else needed", DemoCommand::new),
          new Entry(
              "completion",
              RUN,
              "print the completion script for bash, zsh or fish",
              CompletionCommand::new),
          new Entry("help", RUN, "about a command, or a topic", HelpCommand::new),
          new Entry("version", RUN, "print the version", VersionCommand::new));

  private Catalog() {}

  static Optional<Entry> find(String name) {
    return ALL.stream().filter(entry -> entry.name().equals(name)).findFirst();
  }

  static List<String> names() {
    return ALL.stream().map(Entry::name).toList();
  }
}
