package belay.deliver.autosync;

import belay.config.Config;
import belay.deliver.environment.Services;
import belay.deliver.model.FileChange;
import belay.failure.Failure;
import belay.failure.Kind;
import belay.failure.Suggest;
import belay.git.GitRepo;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// Where a commit says what syncs by itself: the Applications, the sets that make others, and the
/// parameters of these.
public final class SyncSources {
  private final GitRepo repo;
  private final String commit;
  private final Config config;
  private final Map<String, Supplier<byte[]>> files;
  private final Map<String, ArgoCdDocument> applications = new LinkedHashMap<>();
  private final List<SetPolicy> sets = new ArrayList<>();
  private final Map<String, ServiceParameters> parameters = new LinkedHashMap<>();

  private SyncSources(
      GitRepo repo, String commit, Config config, Map<String, Supplier<byte[]>> files) {
    this.repo = repo;
    this.commit = commit;
    this.config = config;
    this.files = files;
  }

  /// Reads every file of a commit that may have objects of Argo CD in it.
  public static SyncSources at(GitRepo repo, String commit, Config config) {
    var sources = new SyncSources(repo, commit, config, repo.readAll(commit, ""));
    sources.files.forEach(sources::read);
    return sources;
  }

  /// The same with files as they will be.
  SyncSources with(Map<String, FileChange> changes) {
    Map<String, Supplier<byte[]>> all = new LinkedHashMap<>(files);
    changes.forEach((path, change) -> all.put(path, change::after));
    var sources = new SyncSources(repo, commit, config, all);
    applications.forEach((name, document) -> {
      if (!changes.containsKey(document.path())) {
        sources.applications.put(name, document);
      }
    });
    sets.stream().filter(set -> !changes.containsKey(set.set().path())).forEach(sources.sets::add);
    parameters.forEach((name, own) -> {
      if (!changes.containsKey(own.document().path())) {
        sources.parameters.put(name, own);
      }
    });
    changes.forEach((path, change) -> sources.read(path, change::after));
    return sources;
  }

  /// Values files are many, and have none unless they are the Applications themselves.
  private boolean mayHaveObjects(String path) {
    return path.matches(".*\\.ya?ml")
        && !path.contains("/templates/")
        && (config.serviceOf(path).isEmpty() || isApplication(path));
  }

  private boolean isApplication(String path) {
    return config.paths().applications().match(path).isPresent();
  }

  private void read(String path, Supplier<byte[]> file) {
    if (mayHaveObjects(path)) {
      read(path, file.get());
    }
  }

  private void read(String path, byte[] bytes) {
    var objects = ArgoCdDocument.objects(path, bytes);
    for (var object : objects) {
      switch (object.kind()) {
        case "Application" ->
            object
                .tree()
                .text("metadata", "name")
                .ifPresent(name -> applications.putIfAbsent(name, object));
        case "ApplicationSet" -> sets.add(new SetPolicy(object));
        default -> {
          // a project, or something else that syncs nothing
        }
      }
    }
    if (objects.isEmpty() && isApplication(path)) {
      ArgoCdDocument.in(path, bytes).stream()
          .findFirst()
          .ifPresent(document ->
              document
                  .tree()
                  .text("service")
                  .ifPresent(name -> parameters.put(name, new ServiceParameters(document))));
    }
  }

  /// The services that were asked for, else all of an environment.
  ///
  /// @throws Failure (not found) where there is none of a name
  List<String> services(String environment, List<String> asked) {
    var there = Services.in(repo, commit, config, environment);
    for (var name : asked) {
      if (!there.contains(name)) {
        throw new Failure(
            Kind.NOT_FOUND,
            "no service \"%s\" in %s%s".formatted(name, environment, Suggest.hint(name, there)),
            "belay status lists all");
      }
    }
    return asked.isEmpty() ? there : asked.stream().distinct().toList();
  }

  /// What is said of services in an environment.
  public List<ServiceSync> of(String environment, List<String> asked) {
    return services(environment, asked).stream().map(name -> of(environment, name)).toList();
  }

  private ServiceSync of(String environment, String service) {
    var name = config.argocd().application(service, environment);
    var own = application(environment, service).map(SyncPolicyEdit::of);
    if (own.isPresent()) {
      return new ServiceSync(
          service,
          environment,
          name,
          Optional.of(own.get().state()),
          Optional.of(own.get().place()));
    }
    var set = set(environment, service);
    var word = set.flatMap(_ -> parameters(service)).filter(p -> p.own(environment).isPresent());
    return new ServiceSync(
        service,
        environment,
        name,
        set.map(policy ->
            word.flatMap(p -> p.own(environment))
                .map(policy::state)
                .orElseGet(() -> policy.state(environment))),
        word.map(p -> p.place(environment)).or(() -> set.map(s -> s.place(environment))));
  }

  /// The Application of a service that stands in a file.
  Optional<ArgoCdDocument> application(String environment, String service) {
    return Optional.ofNullable(applications.get(config.argocd().application(service, environment)));
  }

  /// The set that makes the Application of a service.
  Optional<SetPolicy> set(String environment, String service) {
    return application(environment, service).isPresent()
            || (!parameters.isEmpty() && parameters(service).isEmpty())
        ? Optional.empty()
        : sets(environment).stream().findFirst();
  }

  /// The sets that make Applications of an environment.
  List<SetPolicy> sets(String environment) {
    return sets.stream().filter(set -> set.serves(config, environment)).toList();
  }

  /// The parameters of a service, where a set makes its Applications.
  Optional<ServiceParameters> parameters(String service) {
    return Optional.ofNullable(parameters.get(service));
  }

  /// The folder of this repository that has a service's chart; empty where it is elsewhere.
  public Optional<String> chart(String environment, String service) {
    var application = application(environment, service);
    var folders =
        application.isPresent()
            ? ChartFolders.of(application.get())
            : parameters(service).map(ChartFolders::of).orElse(List.of());
    return folders.stream().filter(folder -> files.containsKey(folder + "/Chart.yaml")).findFirst();
  }

  /// All files of the commit.
  public List<String> paths() {
    return List.copyOf(files.keySet());
  }

  /// What is in one.
  public Optional<byte[]> bytes(String path) {
    return Optional.ofNullable(files.get(path)).map(Supplier::get);
  }
}
