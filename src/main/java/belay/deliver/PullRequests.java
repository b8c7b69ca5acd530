package belay.deliver;

import belay.config.Config;
import belay.deliver.model.Outcome;
import belay.deliver.model.Trailers;
import belay.deliver.plan.Plan;
import belay.failure.Failure;
import belay.failure.Kind;
import belay.forge.BranchProposal;
import belay.forge.Forge;
import belay.forge.ForgeSettings;
import belay.forge.Opened;
import belay.git.GitRepo;
import belay.git.object.Commit;

/// Opens pull requests for proposals, or says where they can be opened.
final class PullRequests {
  private final GitRepo repo;
  private final Forge forge;

  PullRequests(GitRepo repo, Forge forge) {
    this.repo = repo;
    this.forge = forge;
  }

  /// Refuses to build upon what somebody else has pushed to a proposal's branch.
  static void requireOurs(String branch, Commit tip) {
    if (Trailers.of(tip.message()).first(Trailers.ACTION).isEmpty()) {
      throw new Failure(
          Kind.CONFLICT,
          "%s <%s> has pushed to branch \"%s\": %s"
              .formatted(
                  tip.author(),
                  tip.email(),
                  branch,
                  tip.message().lines().findFirst().orElse(tip.id())),
          "merge that branch or delete it, then try again");
    }
  }

  Outcome.Request open(Plan plan, Outcome.Landed proposal) {
    var remote = repo.url();
    if (remote.isEmpty()) {
      return request(proposal, new Opened.ToOpen("", "a repository by its path has no server"));
    }
    var message = plan.draft().message();
    var title = message.lines().findFirst().orElse(proposal.branch());
    var change =
        new BranchProposal(remote.get(), proposal.branch(), repo.branch(), title, body(plan));
    return request(proposal, forge.propose(change, settings(plan.config())));
  }

  private static ForgeSettings settings(Config config) {
    return new ForgeSettings(
        config.forge().kind().map(kind -> ForgeSettings.Kind.valueOf(kind.name())),
        config.forge().api());
  }

  private Outcome.Request request(Outcome.Landed proposal, Opened opened) {
    var state =
        switch (opened) {
          case Opened.Created _ -> Outcome.State.OPENED;
          case Opened.Updated _ -> Outcome.State.UPDATED;
          case Opened.ToOpen _ -> Outcome.State.TO_OPEN;
        };
    var why = opened instanceof Opened.ToOpen(var _, var reason) ? reason : "";
    return new Outcome.Request(
        proposal.branch(), repo.branch(), proposal.commit(), state, opened.url(), why);
  }

  private static String body(Plan plan) {
    var text = new StringBuilder("| image | before | after |\n| --- | --- | --- |\n");
    for (var pin : plan.changed()) {
      text.append(
          "| %s | `%s` | `%s` |\n".formatted(pin.name(), pin.previous().orElse("-"), pin.now()));
    }
    plan.commitInfo()
        .more()
        .forEach(trailer ->
            text.append("\n")
                .append(trailer.name())
                .append(": ")
                .append(trailer.value())
                .append("\n"));
    return text.toString();
  }
}
