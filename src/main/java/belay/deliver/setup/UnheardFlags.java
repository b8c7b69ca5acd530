package belay.deliver.setup;

import belay.config.Config;
import belay.config.Environment;
import belay.deliver.setup.convention.Conventions;
import belay.deliver.setup.convention.InitRequest;
import belay.deliver.setup.convention.ValuesHabit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What the flags of `init` say and a `belay.yaml` that is there says otherwise: the file stays.
record UnheardFlags(InitRequest request, Config config) {

  /// What to write into the file instead; empty where it says the same.
  Optional<String> warning() {
    var lines = new ArrayList<>(keys());
    environments().ifPresent(lines::add);
    return lines.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "belay.yaml is there and stays as it is; for what the flags say, write into it: "
                + String.join("; ", lines));
  }

  private List<String> keys() {
    var names = request.names();
    List<String> lines = new ArrayList<>();
    names
        .registry()
        .filter(_ -> !names.registry().equals(config.registry()))
        .ifPresent(registry -> lines.add("registry: " + registry));
    names
        .project()
        .filter(project -> !project.equals(config.argocd().project()))
        .ifPresent(project -> lines.add("argocd: {project: %s}".formatted(project)));
    names
        .repositoryKey()
        .filter(key -> !key.equals(config.image().keys().repository()))
        .ifPresent(key -> lines.add("image: {keys: {repository: %s}}".formatted(key)));
    if (request.sources() && !config.paths().values().toString().equals(ValuesHabit.SOURCES)) {
      lines.add(
          "paths: {values: \"%s\", charts: \"%s\"}"
              .formatted(ValuesHabit.SOURCES, Conventions.SOURCES_CHARTS));
    }
    if (request.manualSync() && config.argocd().autoSync()) {
      lines.add("argocd: {autoSync: false}");
    }
    return lines;
  }

  /// The list of the file is complete, and its order is that of promotion.
  private Optional<String> environments() {
    var asked = request.names().environments();
    var known = config.environments().stream().map(Environment::name).toList();
    if (known.stream().filter(asked::contains).toList().equals(asked)) {
      return Optional.empty();
    }
    var missing = asked.stream().filter(name -> !known.contains(name)).toList();
    return Optional.of(
        missing.isEmpty()
            ? "environments: in the order %s (now %s)"
                .formatted(String.join(", ", asked), String.join(", ", known))
            : "environments: - name: %s, at its place among %s, and run belay init again"
                .formatted(String.join(", - name: ", missing), String.join(", ", known)));
  }
}
