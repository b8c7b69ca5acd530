package belay.deliver.autosync;

import belay.config.Config;
import belay.failure.Failure;
import belay.failure.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Which files change, and how, where syncing by itself is switched.
record SyncSwitch(SyncSources sources, Config config, AutoSyncRequest request) {

  /// @param before the services that are meant
  /// @throws Failure (not found) where nothing makes the Application of one that was named,
  ///   (refused) where others would be switched with it
  List<FileEdit> edits(List<ServiceSync> before) {
    var environment = request.environment();
    var whole = request.services().isEmpty();
    requireSomething(before);
    List<FileEdit> edits = new ArrayList<>();
    if (whole) {
      sources
          .sets(environment)
          .forEach(set -> set.to(config, environment, request.on()).ifPresent(edits::add));
    }
    for (var sync : before) {
      edit(sync.service(), whole).ifPresent(edits::add);
    }
    return edits;
  }

  private void requireSomething(List<ServiceSync> before) {
    var missing =
        before.stream()
            .filter(sync -> sync.state().isEmpty())
            .map(ServiceSync::application)
            .toList();
    var none = missing.size() == before.size() && sources.sets(request.environment()).isEmpty();
    if (none || (!request.services().isEmpty() && !missing.isEmpty())) {
      throw new Failure(
          Kind.NOT_FOUND,
          missing.isEmpty()
              ? "%s has no service".formatted(request.environment())
              : "nothing in this repository makes the Application \"%s\""
                  .formatted(String.join("\", \"", missing)),
          "belay add writes Applications; argocd.applications in belay.yaml says what they are"
              + " called");
    }
  }

  private Optional<FileEdit> edit(String service, boolean whole) {
    var environment = request.environment();
    var application = sources.application(environment, service);
    if (application.isPresent()) {
      return SyncPolicyEdit.of(application.get()).to(request.on());
    }
    var set = sources.set(environment, service);
    return set.flatMap(policy ->
        whole
            ? sources.parameters(service).flatMap(this::withItsEnvironment)
            : alone(policy, service));
  }

  /// What a service says of its own goes where it is otherwise. Where it is so already it stays:
  /// the set is applied by hand, and until then the service must not be as the set was.
  private Optional<FileEdit> withItsEnvironment(ServiceParameters parameters) {
    return parameters
        .own(request.environment())
        .filter(own -> own != request.on())
        .flatMap(_ -> parameters.leave(request.environment()));
  }

  /// A service says something of its own only where it is to be otherwise than its environment.
  private Optional<FileEdit> alone(SetPolicy set, String service) {
    var environment = request.environment();
    var parameters = sources.parameters(service);
    var usual = set.state(environment).automated();
    var now = parameters.flatMap(p -> p.own(environment)).orElse(usual);
    if (now == request.on()) {
      return Optional.empty();
    }
    if (parameters.isEmpty() || !set.knowsServices()) {
      throw set.noServices(service, environment);
    }
    return usual == request.on()
        ? parameters.get().leave(environment)
        : parameters.get().say(environment, request.on());
  }
}
