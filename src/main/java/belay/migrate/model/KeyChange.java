package belay.migrate.model;

import java.util.List;

/// A change of one key of a chart's values, which values files, schema and documentation follow.
/// Paths are as in [ImageFeed].
public sealed interface KeyChange {
  /// The path of the chart whose values change.
  String chart();

  /// The key that the change is about.
  List<String> path();

  /// A key that nobody reads any more.
  record Removed(String chart, List<String> path) implements KeyChange {
    public Removed {
      path = List.copyOf(path);
    }
  }

  /// A digest, empty by default, with `allowEmptyDigest` beside it.
  ///
  /// @param tag the key that it replaces; empty where there was none
  record Digest(String chart, List<String> path, List<String> tag) implements KeyChange {
    public Digest {
      path = List.copyOf(path);
      tag = List.copyOf(tag);
    }
  }

  /// A whole reference that becomes a mapping of `repository` and `digest` under the same name.
  record Lifted(String chart, List<String> path) implements KeyChange {
    public Lifted {
      path = List.copyOf(path);
    }
  }

  /// A name that stood in a template and is a new mapping of `repository` and `digest` now.
  record Named(String chart, List<String> path, String repository) implements KeyChange {
    public Named {
      path = List.copyOf(path);
    }
  }

  /// A tag that something else needs: its value stands under another name from now on.
  ///
  /// @param tag the key it stood under
  record Version(String chart, List<String> path, List<String> tag) implements KeyChange {
    public Version {
      path = List.copyOf(path);
      tag = List.copyOf(tag);
    }
  }
}
