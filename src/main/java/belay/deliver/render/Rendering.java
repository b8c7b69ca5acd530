package belay.deliver.render;

import belay.failure.Failure;
import belay.failure.Kind;
import belay.failure.Suggest;
import belay.render.model.RenderedApplication;
import belay.render.object.ApplicationObject;
import belay.render.object.RenderFailure;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/// Renders the Applications that somebody asks for.
public final class Rendering {
  private final RenderedRepository repository;
  private final RenderRequest request;

  public Rendering(RenderedRepository repository, RenderRequest request) {
    this.repository = repository;
    this.request = request;
  }

  /// Finds and renders them, and hands over each as soon as it and those before it are done.
  ///
  /// @return files and sets of which nobody knows what Applications they would give
  /// @throws Failure (not found) where there is none of a name, (usage) where there is no such
  ///   environment
  public List<RenderFailure> run(Consumer<RenderedApplication> consumer) {
    request.environments().forEach(repository.config()::environment);
    var found = repository.renderer().find();
    Set<String> met = new HashSet<>();
    Set<String> names = new TreeSet<>();
    List<RenderFailure> failures = new ArrayList<>();
    if (request.names().isEmpty()) {
      failures.addAll(found.failures());
    }
    failures.addAll(
        repository
            .renderer()
            .render(
                chosen(found.applications()),
                found.applications(),
                rendered -> {
                  names.add(rendered.application().name());
                  var asked = asked(rendered.application());
                  met.addAll(asked);
                  if (isWanted(rendered, !asked.isEmpty())) {
                    consumer.accept(rendered);
                  }
                }));
    found.applications().forEach(application -> names.add(application.name()));
    if (found.failures().isEmpty()) {
      requireAll(met, names);
    } else if (!met.containsAll(request.names())) {
      // those that are missing may be among what nobody knows
      failures.addAll(found.failures());
    }
    return failures;
  }

  /// Those that were named, where all are known; else all, as some may make the one that is
  /// missing.
  private List<ApplicationObject> chosen(List<ApplicationObject> all) {
    if (request.names().isEmpty()) {
      return all.stream().filter(this::mayBeOfEnvironment).toList();
    }
    var named = all.stream().filter(application -> !asked(application).isEmpty()).toList();
    var known =
        named.stream().flatMap(application -> asked(application).stream()).distinct().count();
    return known == request.names().stream().distinct().count() ? named : all;
  }

  private boolean mayBeOfEnvironment(ApplicationObject application) {
    return repository.renderer().mayDeliverTo(application, request.environments());
  }

  /// The names by which somebody asked for an Application.
  private List<String> asked(ApplicationObject application) {
    return request.names().stream()
        .filter(name ->
            name.equals(application.name())
                || name.equals(application.namespace() + "/" + application.name())
                || name.equals(application.file()))
        .toList();
  }

  private boolean isWanted(RenderedApplication rendered, boolean asked) {
    return (request.names().isEmpty() || asked)
        && (request.environments().isEmpty()
            || rendered.environment().filter(request.environments()::contains).isPresent());
  }

  private void requireAll(Set<String> met, Set<String> names) {
    for (var name : request.names()) {
      if (!met.contains(name)) {
        throw new Failure(
            Kind.NOT_FOUND,
            "no Application \"%s\"%s".formatted(name, Suggest.hint(name, names)),
            names.isEmpty()
                ? "there is none in the repository: belay add writes them"
                : "use one of " + String.join(", ", names.stream().limit(20).toList()));
      }
    }
  }
}
