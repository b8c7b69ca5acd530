package belay.deliver.verify;

import belay.config.Config;
import belay.config.ValuesLocation;
import belay.render.model.RenderedApplication;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// An Application that is looked at.
///
/// @param services those whose values files it reads
record CheckedApplication(RenderedApplication rendered, Set<String> services) {
  static CheckedApplication of(Config config, RenderedApplication rendered) {
    return new CheckedApplication(
        rendered,
        rendered.sources().stream()
            .flatMap(source -> source.layers().all().stream())
            .filter(layer -> layer.origin().isEmpty())
            .flatMap(layer -> config.serviceOf(layer.file()).stream())
            .map(ValuesLocation::service)
            .collect(Collectors.toCollection(TreeSet::new)));
  }

  String name() {
    return rendered.application().name();
  }

  Optional<String> environment() {
    return rendered.environment();
  }

  /// The namespace of objects that name none.
  String destination() {
    return rendered.application().destination();
  }

  /// The service that it is about, where that is one.
  Optional<String> service() {
    return services.size() == 1 ? Optional.of(services.iterator().next()) : Optional.empty();
  }
}
