package belay.deliver.live;

import belay.argocd.ArgoCd;
import belay.config.Config;
import belay.config.Environment;
import belay.deliver.environment.ConfigSource;
import belay.deliver.environment.Context;
import belay.deliver.environment.Services;
import belay.deliver.rollout.ArgoCdLink;
import belay.git.GitRepo;
import belay.host.Host;
import belay.registry.Registry;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Proves that the clusters run what Git wants: the image of every container of every Pod, by what
/// its specification says and by what the runtime runs.
public final class LiveVerification {
  private final Host host;
  private final Context context;
  private final ArgoCdLink link;
  private final Registry registry;

  public LiveVerification(Host host, Context context, ArgoCdLink link, Registry registry) {
    this.host = host;
    this.context = context;
    this.link = link;
    this.registry = registry;
  }

  /// Looks.
  ///
  /// @throws belay.failure.Failure where a cluster cannot be asked, or does not let us look
  public LiveResult check(LiveRequest request) {
    var tip = context.repo().tip().id();
    return new Run(request, tip, context.configs().used(tip)).result();
  }

  /// Whether the namespaces of environments admit a Pod whose image is named by a tag.
  ///
  /// @return by namespace; none where Argo CD is asked in place of the clusters
  public Map<String, AdmissionTrial> trials(LiveRequest request) {
    var tip = context.repo().tip().id();
    var run = new Run(request, tip, context.configs().used(tip));
    Map<String, AdmissionTrial> trials = new TreeMap<>();
    if (request.argocd().isEmpty()) {
      var clusters = new Clusters(host, context.log(), request);
      clusters
          .of(run.environments())
          .forEach((access, those) -> {
            try (var api = clusters.api(access);
                var source = clusters.open(access, run.config.argocd().namespace())) {
              run.wanted(source, those).stream()
                  .flatMap(target -> target.namespaces().stream())
                  .distinct()
                  .forEach(name -> trials.put(name, AdmissionTrial.in(api, name)));
            }
          });
    }
    return trials;
  }

  /// One look.
  private final class Run {
    private final LiveRequest request;
    private final String tip;
    private final Config config;
    private final LiveTargets targets;
    private final IndexMembers members = new IndexMembers(registry);
    private final PastImages past;
    private final List<LiveImage> images = new ArrayList<>();
    private final List<String> skipped = new ArrayList<>();
    private int looked;
    private int pods;

    Run(LiveRequest request, String tip, Config config) {
      GitRepo repo = context.repo();
      ConfigSource configs = context.configs();
      this.request = request;
      this.tip = tip;
      this.config = config;
      this.targets = LiveTargets.at(repo, configs, tip, config);
      this.past = new PastImages(repo, configs);
    }

    LiveResult result() {
      var environments = environments();
      requireKnown(environments);
      if (request.argocd().isPresent()) {
        try (var source = ArgoCdSource.of(argocd())) {
          look(source, environments);
        }
      } else {
        var clusters = new Clusters(host, context.log(), request);
        clusters
            .of(environments)
            .forEach((access, those) -> {
              try (var source = clusters.open(access, config.argocd().namespace())) {
                look(source, those);
              }
            });
      }
      skipped.addAll(members.unknown());
      images.sort(
          Comparator.comparingInt((LiveImage image) -> order(image.target().environment()))
              .thenComparing(image -> image.target().service())
              .thenComparing(LiveImage::resource)
              .thenComparing(LiveImage::container));
      return new LiveResult(tip, images, skipped, looked, pods);
    }

    private ArgoCd argocd() {
      return link.open(config, request.argocd().orElseThrow());
    }

    private int order(String environment) {
      return config.environments().stream().map(Environment::name).toList().indexOf(environment);
    }

    private List<Environment> environments() {
      request.environments().forEach(config::environment);
      return config.environments().stream()
          .filter(one ->
              request.environments().isEmpty() || request.environments().contains(one.name()))
          .toList();
    }

    private void requireKnown(List<Environment> environments) {
      for (var service : request.services()) {
        var there =
            environments.stream().anyMatch(environment -> services(environment).contains(service));
        if (!there) {
          throw Services.unknown(context.repo(), tip, config, service);
        }
      }
    }

    private List<String> services(Environment environment) {
      return Services.in(context.repo(), tip, config, environment.name());
    }

    List<LiveTarget> wanted(LiveSource source, List<Environment> environments) {
      List<LiveTarget> wanted = new ArrayList<>();
      for (var environment : environments) {
        for (var service : services(environment)) {
          if (request.services().isEmpty() || request.services().contains(service)) {
            target(source, service, environment.name()).ifPresent(wanted::add);
          }
        }
      }
      return wanted;
    }

    private void look(LiveSource source, List<Environment> environments) {
      var wanted = wanted(source, environments);
      if (!source.showsApplications()) {
        skipped.add(
            "Argo CD's Applications in %s: not shown there, so that namespaces are as Git says, and its newest commit counts as applied"
                .formatted(
                    String.join(", ", environments.stream().map(Environment::name).toList())));
      }
      var snapshot = source.read(wanted);
      var authors = new Authors(source);
      var judge = new LiveJudge(members, past);
      looked += wanted.size();
      pods += snapshot.size();
      wanted.forEach(target -> images.addAll(LiveCheck.of(target, snapshot, judge, authors)));
    }

    private Optional<LiveTarget> target(LiveSource source, String service, String environment) {
      var name = config.argocd().application(service, environment);
      var target = targets.of(service, environment, source.application(name));
      if (target.isEmpty()) {
        skipped.add("%s in %s: Git names no image".formatted(service, environment));
      }
      return target;
    }
  }
}
