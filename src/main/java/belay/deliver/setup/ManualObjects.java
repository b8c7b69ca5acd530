package belay.deliver.setup;

import belay.deliver.setup.Scaffolded.Change;
import belay.deliver.setup.Scaffolded.Made;
import belay.scaffold.application.AppOfApps;
import belay.scaffold.application.ApplicationSet;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// What Argo CD does not apply by itself when it changes: its projects, since whoever may write
/// them may do everything, what other controllers read, and the object that keeps the Applications.
public final class ManualObjects {
  private static final List<String> FOLDERS = List.of("projects/", "argocd/");
  private static final Set<String> ROOTS = Set.of(AppOfApps.FILE, ApplicationSet.FILE);

  private ManualObjects() {}

  /// The command that applies what is new in these files; empty where Argo CD does it all.
  ///
  /// @param namespace Argo CD's own
  static Optional<String> command(List<Made> files, String namespace) {
    return command(
        files.stream().filter(file -> file.change() != Change.KEPT).map(Made::path).toList(),
        namespace);
  }

  /// The same of the paths of files that changed.
  public static Optional<String> command(Collection<String> paths, String namespace) {
    var changed = new TreeSet<>(paths);
    Set<String> applied = new LinkedHashSet<>();
    for (var folder : FOLDERS) {
      if (changed.stream().anyMatch(path -> path.startsWith(folder))) {
        applied.add(folder);
      }
    }
    changed.stream().filter(ROOTS::contains).forEach(applied::add);
    return applied.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "kubectl apply -n %s -f %s".formatted(namespace, String.join(" -f ", applied)));
  }
}
