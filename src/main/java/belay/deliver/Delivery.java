package belay.deliver;

import belay.config.Setting;
import belay.deliver.admission.ClusterPolicies;
import belay.deliver.admission.PolicyRequest;
import belay.deliver.autosync.AutoSyncOutcome;
import belay.deliver.autosync.AutoSyncRequest;
import belay.deliver.autosync.ServiceSync;
import belay.deliver.doctor.Check;
import belay.deliver.doctor.Doctor;
import belay.deliver.doctor.DoctorRequest;
import belay.deliver.environment.ConfigSource;
import belay.deliver.environment.Context;
import belay.deliver.history.Archive;
import belay.deliver.history.DigestLocations;
import belay.deliver.history.DigestQuery;
import belay.deliver.history.FindDigest;
import belay.deliver.history.History;
import belay.deliver.history.HistoryQuery;
import belay.deliver.history.PinHistory;
import belay.deliver.history.SourceDeployments;
import belay.deliver.history.States;
import belay.deliver.live.LiveRequest;
import belay.deliver.live.LiveResult;
import belay.deliver.live.LiveVerification;
import belay.deliver.model.ChangeRequest;
import belay.deliver.model.Confirmation;
import belay.deliver.model.DeployRequest;
import belay.deliver.model.Entry;
import belay.deliver.model.Mode;
import belay.deliver.model.Outcome;
import belay.deliver.model.Pin;
import belay.deliver.model.PromoteRequest;
import belay.deliver.model.RevisionOrTime;
import belay.deliver.model.RollbackRequest;
import belay.deliver.model.SourceDeployment;
import belay.deliver.model.State;
import belay.deliver.plan.Resolver;
import belay.deliver.policy.EnvironmentPolicy;
import belay.deliver.policy.Hold;
import belay.deliver.policy.HoldOutcome;
import belay.deliver.policy.HoldRequest;
import belay.deliver.policy.Holds;
import belay.deliver.policy.ReleaseRequest;
import belay.deliver.render.RenderRequest;
import belay.deliver.render.RenderedRepository;
import belay.deliver.render.Rendering;
import belay.deliver.rollout.ArgoCdLink;
import belay.deliver.rollout.Delivered;
import belay.deliver.rollout.ManualSync;
import belay.deliver.rollout.RolloutWait;
import belay.deliver.rollout.SyncOutcome;
import belay.deliver.rollout.SyncRequest;
import belay.deliver.rollout.WaitRequest;
import belay.deliver.setup.Add;
import belay.deliver.setup.NewService;
import belay.deliver.setup.Scaffolded;
import belay.deliver.status.Status;
import belay.deliver.status.StatusMatrix;
import belay.deliver.status.StatusRequest;
import belay.deliver.verify.Verification;
import belay.deliver.verify.VerifyRequest;
import belay.deliver.verify.VerifyResult;
import belay.forge.Forge;
import belay.git.GitRepo;
import belay.git.location.GitSettings;
import belay.host.Host;
import belay.host.Log;
import belay.host.Progress;
import belay.registry.Registry;
import belay.registry.RegistrySettings;
import belay.render.model.RenderedApplication;
import belay.render.object.RenderFailure;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

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
  private final String location;
  private final RegistrySettings network;
  private final GitRepo repo;
  private final Registry registry;
  private final ConfigSource configs;
  private final Forge forge;

  private Delivery(Host host, Log log, Progress progress, GitSettings git, Settings settings) {
    this.host = host;
    this.log = log;
    this.progress = progress;
    this.location = git.location();
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
  public Outcome change(ChangeRequest request, Mode mode) {
    var requests = new PullRequests(repo, forge);
    return new ChangeExecutor(repo, requests, change(request, resolver(mode))).run(mode);
  }

  private Change change(ChangeRequest request, Resolver resolver) {
    var environmentPolicy = new EnvironmentPolicy(repo, pinHistory(), resolver, host.clock());
    return switch (request) {
      case DeployRequest deploy -> Deploy.begin(repo, configs, resolver, environmentPolicy, deploy);
      case PromoteRequest promote ->
          new Promote(context(), resolver, environmentPolicy, link(), promote);
      case RollbackRequest rollback ->
          new Rollback(context(), pinHistory(), environmentPolicy, resolver, rollback);
    };
  }

  /// Changes what an environment runs, and waits until Argo CD runs it. Where it cannot be waited
  /// for, nothing is written.
  public Delivered changeAndWait(ChangeRequest request, WaitRequest wish) {
    var tip = repo.tip().id();
    try (var waiting = RolloutWait.open(repo, link(), configs.at(tip), wish)) {
      waiting.check(tip, request.environment(), awaited(request));
      var outcome = change(request, Mode.LAND);
      return new Delivered(outcome, waiting.follow(outcome));
    }
  }

  /// What was asked for by name; where nothing was, the plan tells.
  private List<String> awaited(ChangeRequest request) {
    return request.services().isEmpty()
        ? change(request, Mode.PLAN).pins().stream().map(Pin::service).toList()
        : request.services();
  }

  /// Where the images of a promotion come from.
  ///
  /// @param request what was asked for
  /// @param pins what came of it
  public List<SourceDeployment> backgrounds(PromoteRequest request, List<Pin> pins) {
    var to = configs.at(repo.tip().id()).environment(request.to());
    var from = request.from().or(to::promoteFrom);
    return from.map(name -> new SourceDeployments(pinHistory(), host.clock()).of(name, pins))
        .orElse(List.of());
  }

  /// Sets holds.
  public HoldOutcome hold(HoldRequest request, Mode mode) {
    var holding = new Holding(context());
    return mode == Mode.PLAN ? holding.plan(request) : holding.run(request);
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
  public HoldOutcome release(ReleaseRequest request, Mode mode) {
    var release = new Release(repo, configs);
    return mode == Mode.PLAN ? release.plan(request) : release.run(request);
  }

  /// Switches what syncs by itself.
  public AutoSyncOutcome autoSync(AutoSyncRequest request, Mode mode) {
    var autoSync = new AutoSync(context());
    return mode == Mode.PLAN ? autoSync.plan(request) : autoSync.run(request);
  }

  /// What syncs by itself, as Git says.
  ///
  /// @param environment the only one that is meant; empty for all
  /// @param services those that are meant; empty for all
  public List<ServiceSync> autoSync(Optional<String> environment, List<String> services) {
    return new AutoSync(context()).show(environment, services);
  }

  /// Has Argo CD bring the commit that the branch has to the cluster.
  public SyncOutcome sync(SyncRequest request) {
    return new ManualSync(repo, configs, link()).run(request);
  }

  /// What Git wants to run where.
  public StatusMatrix status(StatusRequest request) {
    return new Status(context(), link()).of(request);
  }

  /// What really runs, held against what Git wants.
  public LiveResult verifyLive(LiveRequest request) {
    return new LiveVerification(host, context(), link(), registry).check(request);
  }

  /// Proves that nothing but digests is deployed, as far as Git and registries tell.
  public VerifyResult verify(VerifyRequest request) {
    return new Verification(host, context(), registry).check(request);
  }

  /// Mends values files in a work tree as far as that needs no thought, and looks again.
  public VerifyResult mend(VerifyRequest request) {
    return new Verification(host, context(), registry).mend(request);
  }

  /// Renders Applications, and hands over each as soon as it and those before it are done.
  ///
  /// @return files and sets of which nobody knows what Applications they would give
  public List<RenderFailure> render(RenderRequest request, Consumer<RenderedApplication> consumer) {
    try (var repository =
        RenderedRepository.open(host, log, repo, configs, request.workTree(), request.settings())) {
      var seen = request.seenFrom(host.cwd(), repository.root());
      return new Rendering(repository, seen).run(consumer);
    }
  }

  /// Policies that have clusters refuse what verification finds, as objects to be applied.
  public String policies(PolicyRequest request) {
    var today = LocalDate.ofInstant(host.clock().instant(), ZoneOffset.UTC);
    return ClusterPolicies.write(configs.used(repo.tip().id()), request, today);
  }

  /// How far the repository has come on the way to digests.
  public List<Check> doctor(DoctorRequest request) {
    var live = new LiveVerification(host, context(), link(), registry);
    return new Doctor(host, context(), link(), live, location).check(request);
  }

  private ArgoCdLink link() {
    return new ArgoCdLink(host, log, network);
  }

  /// What `add` would do; writes nothing anywhere.
  public Scaffolded planAdd(List<NewService> services, Confirmation confirm) {
    return new Add(repo, configs, resolver(Mode.PLAN), confirm).plan(services);
  }

  /// Adds services, as one commit.
  public Scaffolded add(List<NewService> services, Confirmation confirm) {
    return new Add(repo, configs, resolver(Mode.LAND), confirm).run(services);
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
  public DigestLocations where(DigestQuery sought) {
    return FindDigest.find(Archive.open(repo, configs), sought);
  }

  /// What was pinned at a moment.
  public State state(RevisionOrTime when) {
    return States.at(Archive.open(repo, configs), configs, when);
  }

  private Context context() {
    return new Context(repo, configs, log, host.clock());
  }

  private PinHistory pinHistory() {
    return new PinHistory(new History(repo, configs));
  }

  private Resolver resolver(Mode mode) {
    return new Resolver(host.cwd(), registry, progress, mode != Mode.PLAN);
  }

  @Override
  public void close() {
    forge.close();
    registry.close();
    repo.close();
  }
}
