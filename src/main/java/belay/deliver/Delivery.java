package belay.deliver;

import belay.config.Setting;
import belay.forge.Forge;
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
  private final Forge forge;

  private Delivery(Host host, Log log, Progress progress, GitSettings git, Settings settings) {
    this.host = host;
    this.log = log;
    this.progress = progress;
    this.network = settings.registry();
    this.repo = GitRepo.open(host, log, git);
    this.registry = Registry.open(host, log, network);
    this.configs = new ConfigSource(repo, settings.config().map(host.cwd()::resolve));
    this.forge = Forge.open(host, log, network.caFile());
  }

  /// Finds the repository; asks no server yet.
  public static Delivery open(Host host, Log log, Progress progress, Settings settings) {
    var location = settings.repo().orElseGet(() -> RepoDiscovery.find(host));
    var git = new GitSettings(location, settings.branch(), settings.push(), settings.timeout());
    return new Delivery(host, log, progress, git, settings);
  }

  /// Changes what an environment runs.
  public Outcome change(ChangeRequest request, Way way) {
    var carrier = new Carrier(repo, new PullRequests(repo, forge));
    return carrier.carry(errand(request, resolver(way)), way);
  }

  private Errand errand(ChangeRequest request, Resolver resolver) {
    var gatekeeper = new Gatekeeper(repo, past(), resolver, host.clock());
    return switch (request) {
      case DeployRequest deploy -> new Deploy(repo, configs, resolver, gatekeeper).errand(deploy);
      case PromoteRequest promote ->
          new Promote(means(), resolver, gatekeeper, link()).errand(promote);
      case RollbackRequest rollback ->
          new Rollback(means(), past(), gatekeeper, resolver).errand(rollback);
    };
  }

  /// Changes what an environment runs, and waits until Argo CD runs it. Where it cannot be waited
  /// for, nothing is written.
  public Delivered changeAndWait(ChangeRequest request, WaitRequest wish) {
    var tip = repo.tip().id();
    try (var waiting = Waiting.open(repo, link(), configs.at(tip), wish)) {
      waiting.check(tip, request.environment(), awaited(request));
      var outcome = change(request, Way.LAND);
      return new Delivered(outcome, waiting.follow(outcome));
    }
  }

  /// What was asked for by name; where nothing was, the plan tells.
  private List<String> awaited(ChangeRequest request) {
    return request.services().isEmpty()
        ? change(request, Way.PLAN).pins().stream().map(Pin::service).toList()
        : request.services();
  }

  /// Where the images of a promotion come from.
  ///
  /// @param request what was asked for
  /// @param pins what came of it
  public List<Background> backgrounds(PromoteRequest request, List<Pin> pins) {
    var to = configs.at(repo.tip().id()).environment(request.to());
    var from = request.from().or(to::promoteFrom);
    return from.map(name -> new Backgrounds(past(), host.clock()).of(name, pins)).orElse(List.of());
  }

  /// Sets holds.
  public HoldOutcome hold(HoldRequest request, Way way) {
    var holding = new Holding(means());
    return way == Way.PLAN ? holding.plan(request) : holding.run(request);
  }

  /// The holds, of one environment those that were set there or name none.
  public List<Hold> holds(Optional<String> environment) {
    var tip = repo.tip().id();
    environment.ifPresent(configs.at(tip)::environment);
    return Holds.at(repo, tip).all().stream()
        .filter(hold ->
            environment.isEmpty()
                || hold.environment().isEmpty()
                || hold.environment().equals(environment))
        .toList();
  }

  /// Lifts holds.
  public HoldOutcome release(ReleaseRequest request, Way way) {
    var release = new Release(repo, configs);
    return way == Way.PLAN ? release.plan(request) : release.run(request);
  }

  /// What Git wants to run where.
  public Board status(StatusRequest request) {
    return new Status(means(), link()).of(request);
  }

  private ArgoCdLink link() {
    return new ArgoCdLink(host, log, network);
  }

  /// What `add` would do; writes nothing anywhere.
  public Scaffolded planAdd(List<NewService> services, Confirmation confirm) {
    return new Add(repo, configs, resolver(Way.PLAN), confirm).plan(services);
  }

  /// Adds services, as one commit.
  public Scaffolded add(List<NewService> services, Confirmation confirm) {
    return new Add(repo, configs, resolver(Way.LAND), confirm).run(services);
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

  private Means means() {
    return new Means(repo, configs, log, host.clock());
  }

  private Past past() {
    return new Past(new History(repo, configs));
  }

  private Resolver resolver(Way way) {
    return new Resolver(host.cwd(), registry, progress, way != Way.PLAN);
  }

  @Override
  public void close() {
    forge.close();
    registry.close();
    repo.close();
  }
}
