package belay.cli.command.chart;

import belay.failure.Failure;
import belay.failure.Kind;
import belay.image.ImageRef;
import belay.migrate.charts.TagLookup;
import belay.registry.Registry;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Gatherers;

/// Looks tags up in their registries. One that is not there does not hinder the others.
record RegistryTags(Registry registry) implements TagLookup {
  private static final int AT_ONCE = 16;

  @Override
  public Map<String, Found> find(Set<String> references) {
    Map<String, Found> found = new HashMap<>();
    references.stream()
        .gather(
            Gatherers.mapConcurrent(AT_ONCE, reference -> Map.entry(reference, find(reference))))
        .forEach(one -> found.put(one.getKey(), one.getValue()));
    return found;
  }

  /// A registry that lets nobody in, or is not there, is no answer about a tag.
  private Found find(String reference) {
    try {
      var pinned = registry.resolve(ImageRef.parse(reference));
      return new Found(pinned.digest().toString(), "");
    } catch (Failure failure) {
      if (failure.kind() == Kind.BUG || failure.kind() == Kind.INTERRUPTED) {
        throw failure;
      }
      return new Found("", failure.what());
    }
  }
}
