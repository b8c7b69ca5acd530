package belay.render.tool;

import belay.render.object.SourceObject;
import belay.render.tree.SourceTree;
import belay.render.values.BuildEnvironment;
import belay.render.values.ReferencedFiles;
import java.util.List;

/// A source that is to be rendered, and where its files are.
///
/// @param source with what files beside the chart override
/// @param tree the files of its repository
/// @param folder the folder in it
/// @param references the files of other sources that it may refer to
public record SourceContext(
    SourceObject source,
    SourceTree tree,
    String folder,
    BuildEnvironment environment,
    List<ReferencedFiles> references) {
  public SourceContext {
    references = List.copyOf(references);
  }
}
