package belay.deliver.autosync;

import belay.yaml.tree.Lookup;
import belay.yaml.tree.YamlNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The folders in which an Application's charts are. Where one of its sources only brings values,
/// that one is the GitOps repository, and charts of others are none of its folders.
final class ChartFolders {
  private ChartFolders() {}

  static List<String> of(ArgoCdDocument application) {
    List<YamlNode> sources = new ArrayList<>();
    application.at(List.of("spec", "source")).ifPresent(sources::add);
    application
        .at(List.of("spec", "sources"))
        .ifPresent(node -> {
          if (node instanceof YamlNode.Sequence list) {
            list.items().forEach(item -> sources.add(item.resolved()));
          }
        });
    var ours = ours(sources);
    return sources.stream()
        .filter(
            source -> ours.isEmpty() || text(source, "repoURL").filter(ours::contains).isPresent())
        .flatMap(source -> text(source, "path").stream())
        .map(ChartFolders::clean)
        .toList();
  }

  static List<String> of(ServiceParameters parameters) {
    return Stream.of(parameters.document().tree().text("chart", "path"))
        .flatMap(Optional::stream)
        .map(ChartFolders::clean)
        .toList();
  }

  private static Set<String> ours(List<YamlNode> sources) {
    return sources.stream()
        .filter(source -> text(source, "ref").isPresent())
        .flatMap(source -> text(source, "repoURL").stream())
        .collect(Collectors.toSet());
  }

  private static Optional<String> text(YamlNode node, String key) {
    return Lookup.find(node, key).flatMap(Lookup::text);
  }

  private static String clean(String folder) {
    return folder.replaceFirst("^(?:\\./)+", "").replaceFirst("/+$", "");
  }
}
