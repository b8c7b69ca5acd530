package belay.deliver.setup.convention;

import belay.scaffold.application.AppOfApps;
import belay.scaffold.application.ApplicationSet;
import belay.scaffold.application.Root;
import belay.yaml.tree.YamlNode;
import belay.yaml.tree.YamlTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/// The object that makes the Applications of a repository: a second one would make each of them
/// twice.
///
/// @param path the file that it stands in
/// @param set whether it is an ApplicationSet
/// @param project the AppProject of an Application that reads the others
/// @param folder the folder that such a one reads
/// @param root the repository that it names
public record RootObject(
    String path,
    boolean set,
    Optional<String> project,
    Optional<String> folder,
    Optional<Root> root) {

  /// The one that a repository has, by its usual name or under another.
  ///
  /// @param applications the folder of the Applications, where it is known
  public static Optional<RootObject> of(
      Function<String, Optional<byte[]>> files,
      ArgoCdObjects manifests,
      Optional<String> applications) {
    return named(files)
        .or(() ->
            manifests.all().stream()
                .filter(manifest -> keeps(manifest, manifests, applications))
                .findFirst()
                .map(manifest -> of(manifest, files)));
  }

  /// The one that has a usual name.
  public static Optional<RootObject> named(Function<String, Optional<byte[]>> files) {
    return named(ApplicationSet.FILE, files).or(() -> named(AppOfApps.FILE, files));
  }

  private static Optional<RootObject> named(String file, Function<String, Optional<byte[]>> files) {
    return files
        .apply(file)
        .map(bytes ->
            ArgoCdObjects.read(file, bytes).stream()
                .filter(m -> m.kind().equals("Application") || m.kind().equals("ApplicationSet"))
                .findFirst()
                .map(manifest -> of(manifest, files))
                .orElse(
                    new RootObject(
                        file,
                        file.equals(ApplicationSet.FILE),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty())));
  }

  private static RootObject of(
      ArgoCdObjects.Manifest manifest, Function<String, Optional<byte[]>> files) {
    var tree = manifest.tree();
    var set = manifest.kind().equals("ApplicationSet");
    return new RootObject(
        manifest.path(),
        set,
        tree.text("spec", "project"),
        tree.text("spec", "source", "path").map(RootObject::clean),
        files.apply(manifest.path()).flatMap(bytes -> Root.read(manifest.path(), bytes)));
  }

  /// Whether an object reads the folder of the Applications, or one with other Applications in it.
  private static boolean keeps(
      ArgoCdObjects.Manifest manifest, ArgoCdObjects manifests, Optional<String> applications) {
    var read =
        switch (manifest.kind()) {
          case "Application" ->
              manifest.tree().text("spec", "source", "path").map(RootObject::clean).stream();
          case "ApplicationSet" -> paths(manifest.tree()).stream().map(RootObject::beforeGlob);
          default -> Stream.<String>empty();
        };
    return read.anyMatch(folder ->
        !folder.isEmpty()
            && (applications.filter(folder::equals).isPresent()
                || manifests.applications().stream()
                    .anyMatch(other ->
                        !other.path().equals(manifest.path())
                            && other.path().startsWith(folder + "/"))));
  }

  private static String clean(String folder) {
    return folder.replaceFirst("^(?:\\./)+", "").replaceFirst("/+$", "");
  }

  /// The folder before the first part of a pattern that may be several.
  private static String beforeGlob(String glob) {
    var star = glob.indexOf('*');
    var end = glob.lastIndexOf('/', star < 0 ? glob.length() : star);
    return clean(end < 0 ? "" : glob.substring(0, end));
  }

  /// What the generators of a set read.
  private static List<String> paths(YamlTree tree) {
    List<String> paths = new ArrayList<>();
    tree.at("spec", "generators").ifPresent(node -> paths(node, paths));
    return paths;
  }

  private static void paths(YamlNode node, List<String> paths) {
    switch (node) {
      case YamlNode.Mapping mapping ->
          mapping
              .entries()
              .forEach(entry -> {
                if (entry.isNamed("path") && entry.value() instanceof YamlNode.Scalar scalar) {
                  paths.add(scalar.value());
                }
                paths(entry.value(), paths);
              });
      case YamlNode.Sequence list -> list.items().forEach(item -> paths(item, paths));
      case YamlNode.Scalar _, YamlNode.Alias _ -> {}
    }
  }
}
