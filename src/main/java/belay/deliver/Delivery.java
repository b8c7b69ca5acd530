package belay.deliver;

import belay.config.Setting;
import belay.git.GitRepo;
import belay.git.GitSettings;
import belay.host.Host;
import belay.host.Log;
import belay.host.Progress;
import belay.registry.Registry;
import belay.registry.RegistrySettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// One GitOps repository and the registries, ready for work. Wires everything, from top to bottom;
/// nothing is connected to before it is needed.
public final class Delivery implements AutoCloseable {
  /// What the caller decides.
  ///
  /// @param repo a path or URL; empty: found upwards from the working directory, else `BELAY_REPO`
  /// @param push whether commits in a clone go on to its remote
  /// @param timeout how long to go on when others push at the same time
  public record Settings(
      Optional<String> repo,
      Optional<String> branch,
      Optional<Path> config,
      boolean push,
      Duration timeout,
      RegistrySettings registry) {}

  private final Host host;
  private final Log log;
  private final Progress progress;
  private final RegistrySettings network;
  private final GitRepo repo;
  private final Registry registry;
  private final ConfigSource configs;

  private Delivery(Host host, Log log, Progress progress, GitSettings git, Settings settings) {
    this.host = host;
    this.log = log;
    this.progress = progress;
    this.network = settings.registry();
    this.repo = GitRepo.open(host, log, git);
    this.registry = Registry.open(host, log, network);
    this.configs = new ConfigSource(repo, settings.config().map(host.cwd()::resolve));
  }

  /// Finds the repository; asks no server yet.
  public static Delivery open(Host host, Log log, Progress progress, Settings settings) {
    var location = settings.repo().orElseGet(() -> RepoDiscovery.find(host));
    var git = new GitSettings(location, settings.branch(), settings.push(), settings.timeout());
    return new Delivery(host, log, progress, git, settings);
  }

  /// What `deploy` would do; writes nothing anywhere.
  public Outcome planDeploy(DeployRequest request) {
    return deploy(false).plan(request);
  }

  /// Pins the images, as one commit.
  public Outcome deploy(DeployRequest request) {
    return deploy(true).run(request);
  }

  /// Pins the images, as one commit, and waits until Argo CD runs them. Where it cannot be waited
  /// for, nothing is written.
  public Delivered deployAndWait(DeployRequest request, WaitRequest wish) {
    var tip = repo.tip().id();
    var around = new Waiting.Surroundings(host, log, repo, network);
    try (var waiting = Waiting.open(around, configs.at(tip), wish)) {
      waiting.check(tip, request);
      var outcome = deploy(request);
      return new Delivered(outcome, waiting.follow(outcome));
    }
  }

  /// The changes of a service's images in an environment, newest first.
  public List<Entry> history(String service, String environment, int limit) {
    return new History(repo, configs).of(service, environment, limit);
  }

  /// What `add` would do; writes nothing anywhere.
  public Scaffolded planAdd(List<NewService> services) {
    return new Add(repo, configs, resolver(false)).plan(services);
  }

  /// Adds services, as one commit.
  public Scaffolded add(List<NewService> services) {
    return new Add(repo, configs, resolver(true)).run(services);
  }

  /// Every setting that is in force, with its origin.
  public List<Setting> settings() {
    return configs.at(repo.tip().id()).settings();
  }

  /// The changes of images, newest first.
  public List<Entry> history(HistoryQuery query) {
    return new History(repo, configs).of(query);
  }

  /// Where a digest is or was.
  public Whereabouts where(Sought sought) {
    return Where.find(Archive.open(repo, configs), sought);
  }

  /// What was pinned at a moment.
  public State state(When when) {
    return States.at(Archive.open(repo, configs), configs, when);
  }

  private Deploy deploy(boolean write) {
    return new Deploy(repo, new Planner(repo, configs, resolver(write)));
  }

  private Resolver resolver(boolean write) {
    return new Resolver(host.cwd(), registry, progress, write);
  }

  @Override
  public void close() {
    registry.close();
    repo.close();
  }
}
