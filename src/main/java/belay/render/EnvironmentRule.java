package belay.render;

import belay.config.Config;
import belay.render.model.RenderedSource;
import belay.render.object.ApplicationObject;
import belay.render.values.ValuesLayer;
import belay.render.values.ValuesLayer.Kind;
import belay.yaml.tree.Lookup;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Which environment an Application delivers to: that of the values file that it reads, else by its
/// name, else by a path, a generator's element or a label that is called like one.
final class EnvironmentRule {
  private final Config config;
  private final List<String> names;

  EnvironmentRule(Config config) {
    this.config = config;
    this.names = config.environments().stream().map(one -> one.name()).toList();
  }

  Optional<String> of(ApplicationObject application, List<RenderedSource> sources) {
    return byValues(sources)
        .or(() -> byName(application.name()))
        .or(() -> byPart(elements(application)))
        .or(() -> byPart(sources.stream().map(RenderedSource::path)))
        .or(() -> byPart(Stream.of(application.file())));
  }

  /// The environment of the values file that an Application reads last, as far as the Application
  /// alone tells; what overrides it beside the chart may tell otherwise.
  Optional<String> foreseen(ApplicationObject application) {
    return application.sources().stream()
        .flatMap(source -> source.items("helm", "valueFiles").stream())
        .flatMap(entry -> Lookup.text(entry).stream())
        .map(text -> text.replaceFirst("^(?:\\$[A-Za-z0-9_-]+)?/", ""))
        .flatMap(file -> config.serviceOf(file).stream())
        .map(location -> location.environment())
        .reduce((_, later) -> later);
  }

  /// The last values file counts the most.
  private Optional<String> byValues(List<RenderedSource> sources) {
    return sources.stream()
        .flatMap(source -> source.layers().all().stream())
        .filter(layer -> layer.kind() == Kind.FILE && layer.origin().isEmpty())
        .map(ValuesLayer::file)
        .flatMap(file -> config.serviceOf(file).stream())
        .map(location -> location.environment())
        .reduce((_, later) -> later);
  }

  private Optional<String> byName(String application) {
    var pattern = config.argocd().application("{service}", "{environment}");
    if (!pattern.contains("{environment}")) {
      return Optional.empty();
    }
    return names.stream()
        .filter(name -> {
          var expected = pattern.replace("{environment}", name);
          var hole = expected.indexOf("{service}");
          return Pattern.matches(
              Pattern.quote(expected.substring(0, hole))
                  + ".+"
                  + Pattern.quote(expected.substring(hole + "{service}".length())),
              application);
        })
        .max(Comparator.comparingInt(String::length));
  }

  /// What a generator gave, the parameter that is called like the thing first.
  private static Stream<String> elements(ApplicationObject application) {
    return application.parameters().entrySet().stream()
        .sorted(
            Comparator.<Map.Entry<String, String>>comparingInt(
                    entry -> entry.getKey().startsWith("env") ? 0 : 1)
                .thenComparing(Map.Entry::getKey))
        .map(Map.Entry::getValue);
  }

  /// The first text that is an environment's name, or has a folder or file of that name in it.
  private Optional<String> byPart(Stream<String> texts) {
    return texts
        .flatMap(text -> Stream.of(text.split("/")))
        .map(part -> part.replaceFirst("\\.(?:ya?ml|json)$", ""))
        .filter(names::contains)
        .findFirst();
  }
}
