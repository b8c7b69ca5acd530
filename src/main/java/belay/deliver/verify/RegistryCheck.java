package belay.deliver.verify;

import belay.config.Config;
import belay.config.verify.Rule;
import belay.deliver.verify.finding.Exemptions;
import belay.deliver.verify.finding.Findings;
import belay.deliver.verify.finding.Findings.Cause;
import belay.deliver.verify.finding.GitPlace;
import belay.deliver.verify.finding.Occurrence;
import belay.failure.Failure;
import belay.failure.Kind;
import belay.image.ImageRef;
import belay.image.Platform;
import belay.registry.Registry;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Whether registries have what Git names, as images for the platforms that are required.
final class RegistryCheck {
  private final Registry registry;
  private final Config config;
  private final Findings findings;
  private final Exemptions exemptions;
  private final Map<ImageRef.Pinned, Set<Use>> uses = new LinkedHashMap<>();

  RegistryCheck(Registry registry, Config config, Findings findings, Exemptions exemptions) {
    this.registry = registry;
    this.config = config;
    this.findings = findings;
    this.exemptions = exemptions;
  }

  /// Who needs an image.
  ///
  /// @param place where Git names it
  record Use(
      GitPlace place,
      Optional<String> environment,
      Optional<String> service,
      Optional<Occurrence> shown) {}

  /// Notes an image that is to be asked for.
  synchronized void add(ImageRef.Pinned image, Use use) {
    uses.computeIfAbsent(image, _ -> new LinkedHashSet<>()).add(use);
  }

  private Set<Use> uses(ImageRef.Pinned image) {
    return uses.getOrDefault(image, Set.of());
  }

  /// Asks.
  ///
  /// @return those images that are there
  List<ImageRef.Pinned> run() {
    List<ImageRef.Pinned> there = new ArrayList<>();
    byRegistry(uses.keySet()).values().forEach(images -> there.addAll(there(images)));
    byRegistry(there).values().forEach(this::platforms);
    return there;
  }

  /// How many images are asked for.
  int size() {
    return uses.size();
  }

  private static Map<String, List<ImageRef.Pinned>> byRegistry(Collection<ImageRef.Pinned> images) {
    return images.stream()
        .collect(
            Collectors.groupingBy(
                image -> image.repository().registry(), LinkedHashMap::new, Collectors.toList()));
  }

  private List<ImageRef.Pinned> there(List<ImageRef.Pinned> images) {
    try {
      var missing = new HashSet<>(registry.missing(images));
      missing.forEach(image ->
          each(
              image,
              Rule.REGISTRY_MISSING,
              "%s has no image %s".formatted(image.repository(), image.digest().abbreviated()),
              "push it: belay push DIR %s; or deploy one that is there"
                  .formatted(image.repository())));
      return images.stream().filter(image -> !missing.contains(image)).toList();
    } catch (Failure failure) {
      return oneByOne(images, failure);
    }
  }

  /// One that is no image, or refused, must not hide the others; a registry that does not answer is
  /// said once.
  private List<ImageRef.Pinned> oneByOne(List<ImageRef.Pinned> images, Failure failure) {
    if (failure.kind() == Kind.UNREACHABLE || failure.kind() == Kind.TIMEOUT) {
      unasked(images.getFirst(), failure);
      return List.of();
    }
    if (images.size() == 1) {
      each(
          images.getFirst(),
          failure.kind() == Kind.AUTH ? Rule.REGISTRY_UNREACHABLE : Rule.REGISTRY_MISSING,
          failure.what(),
          failure.help());
      return List.of();
    }
    return images.stream().flatMap(image -> there(List.of(image)).stream()).toList();
  }

  private void unasked(ImageRef.Pinned image, Failure failure) {
    var use = uses(image).iterator().next();
    findings.add(
        new Cause(
            Rule.REGISTRY_UNREACHABLE,
            use.place,
            Optional.empty(),
            "%s: %s".formatted(image.repository().registry(), failure.what()),
            failure.help()),
        use.environment);
  }

  private void platforms(List<ImageRef.Pinned> images) {
    var asked = images.stream().filter(image -> !required(image).isEmpty()).toList();
    if (asked.isEmpty()) {
      return;
    }
    var platforms = registry.platforms(asked);
    for (var i = 0; i < asked.size(); i++) {
      for (var use : uses(asked.get(i))) {
        var lacking = new ArrayList<>(required(use));
        lacking.removeAll(platforms.get(i));
        if (!lacking.isEmpty()) {
          add(
              asked.get(i),
              use,
              Rule.REGISTRY_PLATFORM,
              "%s is not for %s, which %s requires"
                  .formatted(
                      asked.get(i).digest().abbreviated(),
                      join(lacking),
                      use.environment.orElse("")),
              "build it for %s, and push the index".formatted(join(lacking)));
        }
      }
    }
  }

  private static String join(List<Platform> platforms) {
    return platforms.stream().map(Platform::toString).collect(Collectors.joining(", "));
  }

  private Set<Platform> required(ImageRef.Pinned image) {
    return uses(image).stream().flatMap(use -> required(use).stream()).collect(Collectors.toSet());
  }

  private List<Platform> required(Use use) {
    return use.environment
        .map(name -> config.environment(name).gate().requirePlatforms())
        .orElse(List.of());
  }

  /// Says of an image what is the matter, wherever it is needed.
  void each(ImageRef.Pinned image, Rule rule, String message, String help) {
    uses(image).forEach(use -> add(image, use, rule, message, help));
  }

  private void add(ImageRef.Pinned image, Use use, Rule rule, String message, String help) {
    var namespace = use.shown.map(Occurrence::namespace).filter(name -> !name.isEmpty());
    var resource = use.shown.map(Occurrence::resource).orElse("");
    if (exemptions.cover(rule, image.toString(), namespace, resource)) {
      return;
    }
    var cause = new Cause(rule, use.place, use.service, message, help);
    use.shown.ifPresentOrElse(
        shown -> findings.add(cause, use.environment, shown),
        () -> findings.add(cause, use.environment));
  }
}
