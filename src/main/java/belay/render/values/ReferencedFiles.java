package belay.render.values;

import belay.render.tree.SourceTree;

/// The files of a source that others refer to by its `ref`.
///
/// @param name without the dollar sign
/// @param tree its repository; always from its root, whatever the `path` of the source
public record ReferencedFiles(String name, SourceTree tree) {}
