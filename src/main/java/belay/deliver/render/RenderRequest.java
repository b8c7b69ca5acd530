package belay.deliver.render;

import belay.render.RenderSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

/// What is to be rendered.
///
/// @param names of Applications, or paths of files that have some; none for all
/// @param environments those that are meant; none for all
/// @param workTree whether a clone's files count as they are, and not those of a commit
public record RenderRequest(
    List<String> names, List<String> environments, boolean workTree, RenderSettings settings) {
  public RenderRequest {
    names = List.copyOf(names);
    environments = List.copyOf(environments);
  }

  /// The same with files in the repository by their paths in it.
  ///
  /// @param cwd where whoever names them is
  /// @param root the repository on this machine
  public RenderRequest seenFrom(Path cwd, Path root) {
    var inside = names.stream().map(name -> seenFrom(cwd, root, name)).toList();
    return new RenderRequest(inside, environments, workTree, settings);
  }

  private static String seenFrom(Path cwd, Path root, String name) {
    try {
      var file = cwd.resolve(name).toRealPath();
      return Files.isRegularFile(file) && file.startsWith(root)
          ? root.relativize(file).toString()
          : name;
    } catch (IOException | InvalidPathException e) {
      return name;
    }
  }
}
