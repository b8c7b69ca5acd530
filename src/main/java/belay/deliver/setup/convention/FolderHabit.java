package belay.deliver.setup.convention;

import belay.config.PathPattern;
import belay.scaffold.application.AppProject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Where a repository has its Applications and charts.
///
/// @param paths all its files
/// @param manifests Argo CD's objects among them
/// @param keeper what makes the Applications, if anything does
record FolderHabit(List<String> paths, ArgoCdObjects manifests, Optional<RootObject> keeper) {
  private static final Pattern CHART = Pattern.compile("((?:[^/]+/)*)[^/]+/Chart\\.yaml");

  /// The pattern of their files; empty where there are none, and no folder is named for them.
  Optional<PathPattern> applications() {
    var root = keeper.flatMap(RootObject::folder).filter(folder -> folder.matches("[\\w./-]+"));
    List<String> flat = new ArrayList<>();
    List<String> grouped = new ArrayList<>();
    for (var manifest : services()) {
      var folder = parent(manifest.path());
      if (root.map(folder::equals).orElse(parent(folder).isEmpty())) {
        flat.add(folder);
      } else if (root.filter(r -> !folder.startsWith(r + "/")).isEmpty()) {
        grouped.add(root.orElse(parent(folder)));
      }
    }
    var folder = root.or(() -> Conventions.most(grouped)).or(() -> Conventions.most(flat));
    return folder
        .filter(name -> !name.isEmpty())
        .map(name ->
            pattern(flat.size() > grouped.size() ? name + "/{service}.yaml" : grouped(name)));
  }

  private static String grouped(String folder) {
    return folder + "/{group}/{service}.yaml";
  }

  private static PathPattern pattern(String text) {
    return PathPattern.parse(text, List.of("group", "service"), List.of("service"));
  }

  /// The folder of charts; a chart's own charts are none of its.
  Optional<PathPattern> charts() {
    var folders =
        paths.stream()
            .map(CHART::matcher)
            .filter(Matcher::matches)
            .map(chart -> chart.group(1))
            .filter(folder -> !isInChart(folder))
            .toList();
    return Conventions.most(folders).map(folder -> pattern(folder + "{service}"));
  }

  private boolean isInChart(String folder) {
    return folder.endsWith("/charts/")
        && paths.contains(folder.substring(0, folder.length() - "charts/".length()) + "Chart.yaml");
  }

  /// The AppProject that most Applications are in, if it is not the one that allows everything.
  Optional<String> project() {
    return Conventions.most(text("spec", "project"))
        .filter(name -> !name.equals(AppProject.DEFAULT));
  }

  /// The namespace that most Applications are in.
  Optional<String> namespace() {
    return Conventions.most(text("metadata", "namespace"));
  }

  /// Whether there are Applications, and none of them syncs by itself.
  boolean syncedByHand() {
    return !services().isEmpty()
        && services().stream()
            .noneMatch(m -> m.tree().at("spec", "syncPolicy", "automated").isPresent());
  }

  private List<String> text(String... keys) {
    return services().stream()
        .flatMap(m -> m.tree().text(keys).stream())
        .filter(name -> name.matches("[a-z0-9-]+"))
        .toList();
  }

  /// The Applications besides the one that keeps them.
  private List<ArgoCdObjects.Manifest> services() {
    return manifests.applications().stream()
        .filter(manifest -> keeper.filter(k -> k.path().equals(manifest.path())).isEmpty())
        .toList();
  }

  private static String parent(String path) {
    var slash = path.lastIndexOf('/');
    return slash < 0 ? "" : path.substring(0, slash);
  }
}
