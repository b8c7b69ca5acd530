package belay.deliver.setup.convention;

import belay.config.ArgoCdConfig;
import belay.config.Config;
import belay.config.Environment;
import belay.config.PathPattern;
import belay.config.Paths;
import belay.yaml.image.ImageKeys;
import belay.yaml.image.ImageNaming;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Takes over what a repository without `belay.yaml` does already, as the configuration that says
/// so: its environments, where things lie, and what its values files call an image. What it does
/// not show is as recommended.
public final class Conventions {
  /// Where charts are in a repository that keeps sources apart.
  public static final String SOURCES_CHARTS = "sources/charts/{service}";

  private static final String DEVELOPMENT = "development";

  private final Config usual = Config.recommended();
  private final Asked asked;
  private final ValuesHabit values;
  private final FolderHabit folders;
  private final List<String> taken = new ArrayList<>();

  private Conventions(Asked asked, ValuesHabit values, FolderHabit folders) {
    this.asked = asked;
    this.values = values;
    this.folders = folders;
  }

  /// What somebody wants besides.
  ///
  /// @param names what is named by flags
  /// @param sources whether charts and values are to lie below `sources/`
  /// @param project the services' AppProject, where the repository shows none
  /// @param manualSync whether new Applications are to be synced by hand
  public record Asked(
      InitRequest.Names names, boolean sources, String project, boolean manualSync) {}

  /// @param config what `belay.yaml` is to say
  /// @param lines what was taken over and is not as recommended
  public record Taken(Config config, List<String> lines) {
    public Taken {
      lines = List.copyOf(lines);
    }
  }

  /// Takes over what the repository does already.
  public static Taken over(
      ExistingFiles existing, ArgoCdObjects manifests, Optional<RootObject> keeper, Asked asked) {
    var conventions =
        new Conventions(
            asked,
            ValuesHabit.of(existing, asked.sources()),
            new FolderHabit(existing.paths(), manifests, keeper));
    return new Taken(conventions.config(), conventions.taken);
  }

  private Config config() {
    return new Config(
        environments(),
        paths(),
        image(),
        usual.registry(),
        usual.services(),
        argocd(),
        usual.forge(),
        usual.commit(),
        usual.verify(),
        usual.settings());
  }

  private List<Environment> environments() {
    var names = new LinkedHashSet<>(asked.names().environments());
    var seen = values.environments();
    var known = names.containsAll(seen);
    names.addAll(seen);
    if (names.isEmpty()) {
      return usual.environments();
    }
    var ordered = new ArrayList<>(names);
    if (!known) {
      ordered.sort(Comparator.comparingInt(Conventions::rank));
    }
    if (!known && !ordered.equals(usual.environments().stream().map(Environment::name).toList())) {
      taken.add("environments, in order of promotion: " + String.join(", ", ordered));
    }
    List<Environment> environments = new ArrayList<>();
    for (var name : ordered) {
      var from =
          environments.isEmpty()
              ? Optional.<String>empty()
              : Optional.of(environments.getLast().name());
      environments.add(new Environment(name, images(name), from, false));
    }
    return environments;
  }

  /// How far on the way to production an environment is by its name.
  private static int rank(String name) {
    if (name.matches("local.*|dev.*|sandbox.*")) {
      return 0;
    }
    if (name.matches("ci|int.*|test.*|qa.*")) {
      return 1;
    }
    if (name.matches("pre.*|stag.*|uat.*|canary.*")) {
      return 2;
    }
    return name.matches("(?:.*-)?(?:prod|prd|production|live)(?:-.*)?") ? 4 : 3;
  }

  private Environment.Images images(String name) {
    return name.equals(DEVELOPMENT) && !values.pinned().contains(name)
        ? Environment.Images.ANY
        : Environment.Images.DIGEST;
  }

  private Paths paths() {
    var recommended = usual.paths();
    var applications = folders.applications();
    var charts = folders.charts();
    if (!asked.sources()) {
      take("values", Optional.of(values.pattern()), recommended.values());
    }
    take("Applications", applications, recommended.applications());
    take("charts", charts, recommended.charts());
    var usualCharts =
        values.pattern().toString().equals(ValuesHabit.SOURCES)
            ? PathPattern.parse(SOURCES_CHARTS, List.of("service"), List.of())
            : recommended.charts();
    return new Paths(
        values.pattern(),
        applications.orElse(recommended.applications()),
        charts.orElse(usualCharts));
  }

  private void take(String what, Optional<PathPattern> found, PathPattern recommended) {
    found
        .filter(pattern -> !pattern.equals(recommended))
        .ifPresent(pattern -> taken.add("%s in %s".formatted(what, pattern)));
  }

  private ImageNaming image() {
    var keys = values.keys().orElse(ImageKeys.standard());
    var path = values.path().orElse(usual.image().path());
    if (!keys.equals(ImageKeys.standard())) {
      taken.add(
          "images with the keys %s, %s and %s"
              .formatted(keys.repository(), keys.digest(), keys.tag()));
    }
    if (!path.equals(usual.image().path())) {
      taken.add("images at " + path);
    }
    var named = asked.names().repositoryKey();
    return new ImageNaming(
        path, named.map(key -> new ImageKeys(key, keys.digest(), keys.tag())).orElse(keys));
  }

  private ArgoCdConfig argocd() {
    var given = usual.argocd();
    var seen = folders.project().filter(_ -> asked.names().project().isEmpty());
    seen.ifPresent(name -> taken.add("the AppProject " + name));
    folders
        .namespace()
        .filter(name -> !name.equals(given.namespace()))
        .ifPresent(name -> taken.add("Argo CD's namespace " + name));
    return new ArgoCdConfig(
        given.server(),
        folders.namespace().orElse(given.namespace()),
        asked.names().project().or(() -> seen).orElse(asked.project()),
        given.applications(),
        autoSync(),
        given.repository());
  }

  /// By hand where somebody says so, or where every Application that is there is synced so.
  private boolean autoSync() {
    var byHand = folders.syncedByHand();
    if (byHand) {
      taken.add("Applications that nothing syncs by itself");
    }
    return !byHand && !asked.manualSync();
  }

  /// The one that is there most often, the first of equals.
  static <T> Optional<T> most(List<T> all) {
    Map<T, Integer> counts = new LinkedHashMap<>();
    all.forEach(one -> counts.merge(one, 1, Integer::sum));
    return counts.entrySet().stream()
        .reduce((a, b) -> b.getValue() > a.getValue() ? b : a)
        .map(Map.Entry::getKey);
  }
}
