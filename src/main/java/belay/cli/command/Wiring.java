package belay.cli.command;

import belay.cli.option.LandOptions;
import belay.cli.option.RegistryOptions;
import belay.cli.option.RepoOptions;
import belay.cli.option.TimeOptions;
import belay.cli.option.WriteOptions;
import belay.cli.terminal.Session;
import belay.deliver.Delivery;

/// From flags to an open delivery.
final class Wiring {
  private Wiring() {}

  /// For commands that write.
  static Delivery open(
      Session session, RepoOptions repo, WriteOptions write, RegistryOptions registry) {
    return open(
        session,
        new Delivery.Settings(
            repo.repo,
            repo.branch,
            repo.config,
            !write.noPush,
            write.pushTimeout(),
            registry.settings()));
  }

  /// For commands that add to the repository.
  static Delivery landing(
      Session session, RepoOptions repo, LandOptions land, RegistryOptions registry) {
    return open(
        session,
        new Delivery.Settings(
            repo.repo, repo.branch, repo.config, !land.noPush, land.timeout, registry.settings()));
  }

  /// For commands that only read the repository.
  static Delivery reading(Session session, RepoOptions repo, TimeOptions time) {
    return reading(session, repo, time, new RegistryOptions());
  }

  /// For commands that only read the repository, and ask other servers about it.
  static Delivery reading(
      Session session, RepoOptions repo, TimeOptions time, RegistryOptions network) {
    return open(
        session,
        new Delivery.Settings(
            repo.repo, repo.branch, repo.config, false, time.timeout, network.settings()));
  }

  private static Delivery open(Session session, Delivery.Settings settings) {
    var terminal = session.terminal();
    return Delivery.open(session.host(), terminal, terminal.progress(), settings);
  }
}
