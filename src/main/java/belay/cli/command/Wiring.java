package belay.cli.command;

import belay.cli.option.LandOptions;
import belay.cli.option.RegistryOptions;
import belay.cli.option.RepoOptions;
import belay.cli.option.TimeOptions;
import belay.cli.option.WriteOptions;
import belay.cli.terminal.Session;
import belay.deliver.Delivery;
import java.time.Duration;

/// From flags to an open delivery.
public final class Wiring {
  private Wiring() {}

  /// For commands that change what runs.
  public static Delivery open(
      Session session, RepoOptions repo, WriteOptions write, RegistryOptions registry) {
    return open(session, repo, !write.noPush, write.pushTimeout(), registry);
  }

  /// For commands that add to the repository.
  public static Delivery landing(
      Session session, RepoOptions repo, LandOptions land, RegistryOptions registry) {
    return open(session, repo, !land.noPush, land.timeout, registry);
  }

  /// For commands that only read the repository.
  public static Delivery reading(Session session, RepoOptions repo, TimeOptions time) {
    return reading(session, repo, time, new RegistryOptions());
  }

  /// For commands that only read the repository, and ask other servers about it.
  public static Delivery reading(
      Session session, RepoOptions repo, TimeOptions time, RegistryOptions network) {
    return open(session, repo, false, time.timeout, network);
  }

  private static Delivery open(
      Session session, RepoOptions repo, boolean push, Duration timeout, RegistryOptions registry) {
    var settings =
        new Delivery.Settings(
            repo.repo, repo.branch, repo.config, push, timeout, registry.settings());
    var terminal = session.terminal();
    return Delivery.open(session.host(), terminal, terminal.progress(), settings);
  }
}
