package belay.render.object;

import belay.yaml.tree.YamlNode;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;

/// One source of an Application.
///
/// @param index its position among the sources, from 0
/// @param node what stands there, with what files beside the chart override
/// @param overrides by node (its identity) the file that it comes from, where that is not the
///   Application's
public record SourceObject(
    ApplicationObject application,
    int index,
    YamlNode node,
    IdentityHashMap<YamlNode, String> overrides) {
  /// One that no file overrides.
  public SourceObject(ApplicationObject application, int index, YamlNode node) {
    this(application, index, node, new IdentityHashMap<>());
  }

  public String repository() {
    return text("repoURL");
  }

  /// The folder in the repository; empty where the source names none.
  public Optional<String> path() {
    return Optional.of(text("path")).filter(path -> !path.isEmpty());
  }

  /// The name of a packaged chart.
  public Optional<String> chart() {
    return Optional.of(text("chart")).filter(chart -> !chart.isEmpty());
  }

  /// The revision in Git, or the chart's version.
  public String revision() {
    return text("targetRevision");
  }

  /// The name by which other sources refer to its files.
  public Optional<String> reference() {
    return Optional.of(text("ref")).filter(name -> !name.isEmpty());
  }

  public String text(String... keys) {
    return ObjectNodes.text(node, keys);
  }

  public Optional<YamlNode> at(String... keys) {
    return ObjectNodes.at(node, keys);
  }

  public List<YamlNode> items(String... keys) {
    return ObjectNodes.items(node, keys);
  }

  public boolean isTrue(String... keys) {
    return ObjectNodes.isTrue(node, keys);
  }

  /// Where the source begins.
  public ObjectPlace place() {
    return application.place(node);
  }

  /// Where one of its nodes stands: in the Application, or in a file that overrides it.
  public ObjectPlace place(YamlNode part) {
    var file = overrides.get(part);
    return file == null ? application.place(part) : ObjectPlace.of("", file, part.span());
  }

  /// Whether a node comes from a file beside the chart.
  public boolean isOverride(YamlNode part) {
    return overrides.containsKey(part);
  }

  /// This source with a patch from a file beside its chart. What says where the chart is cannot be
  /// changed so, and null takes nothing away: Argo CD reads what is patched over what was there.
  public SourceObject patched(YamlNode patch, String file) {
    var files = new IdentityHashMap<>(overrides);
    note(patch, file, files);
    var changed = MergePatch.applyOver(node, patch);
    noteMerged(changed, file, files);
    for (var key : List.of("repoURL", "path", "chart", "targetRevision", "ref")) {
      changed = MergePatch.apply(changed, ObjectPatch.entry(key, ObjectNodes.at(node, key)));
    }
    return new SourceObject(application, index, changed, files);
  }

  /// What is made of nodes of a file is of that file, too, where it stands on its lines.
  private static void noteMerged(
      YamlNode part, String file, IdentityHashMap<YamlNode, String> files) {
    if (files.containsKey(part)) {
      return;
    }
    switch (part) {
      case YamlNode.Mapping mapping -> {
        mapping.entries().forEach(entry -> noteMerged(entry.value().resolved(), file, files));
        if (!mapping.entries().isEmpty()
            && mapping.entries().stream().allMatch(entry -> files.containsKey(entry.value()))) {
          files.put(mapping, file);
        }
      }
      case YamlNode.Sequence list -> {
        list.items().forEach(item -> noteMerged(item.resolved(), file, files));
        if (list.items().stream().anyMatch(files::containsKey)) {
          files.put(list, file);
          list.items().forEach(item -> files.put(item.resolved(), file));
        }
      }
      case YamlNode _ -> {
        // it is of the Application
      }
    }
  }

  private static void note(YamlNode part, String file, IdentityHashMap<YamlNode, String> files) {
    files.put(part, file);
    switch (part.resolved()) {
      case YamlNode.Mapping mapping ->
          mapping
              .entries()
              .forEach(entry -> {
                note(entry.key(), file, files);
                note(entry.value(), file, files);
              });
      case YamlNode.Sequence list -> list.items().forEach(item -> note(item, file, files));
      case YamlNode other -> files.put(other, file);
    }
  }
}
