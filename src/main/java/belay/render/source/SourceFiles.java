package belay.render.source;

import belay.render.object.SourceObject;
import belay.render.tree.SourceTree;

/// Where the files of sources are.
public interface SourceFiles {
  /// The files of a source's repository, or of its packaged chart, from their root.
  ///
  /// @throws belay.failure.Failure where they cannot be had
  SourceTree of(SourceObject source);

  /// The files of a repository in Git at a revision.
  ///
  /// @throws belay.failure.Failure where they cannot be had
  SourceTree git(String repository, String revision);

  /// Whether a source is in the repository at hand.
  boolean isHere(SourceObject source);
}
