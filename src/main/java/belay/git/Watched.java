package belay.git;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.eclipse.jgit.lib.ObjectId;
import org.jspecify.annotations.Nullable;

/// Some files in one commit after the other, from newer to older. A folder that is the same in both
/// is not looked into.
final class Watched {
  private final Spot root = new Spot("", null);

  /// @param paths the files to look at
  Watched(PackReader reader, Collection<String> paths) {
    for (var path : paths) {
      root.at(reader, path).file = true;
    }
  }

  /// A file or folder on the way to a file.
  private static final class Spot {
    private final String path;
    private final @Nullable EntryTrail trail;
    private final Map<String, Spot> below = new TreeMap<>();
    private boolean file;
    private Optional<ObjectId> blob = Optional.empty();
    private Optional<ObjectId> tree = Optional.empty();

    /// @param trail finds it in the folder that it is in
    private Spot(String path, @Nullable EntryTrail trail) {
      this.path = path;
      this.trail = trail;
    }

    private Spot at(PackReader reader, String wanted) {
      var spot = this;
      for (var name : wanted.split("/")) {
        var path = spot.path.isEmpty() ? name : spot.path + "/" + name;
        spot = spot.below.computeIfAbsent(name, n -> new Spot(path, new EntryTrail(reader, n)));
      }
      return spot;
    }

    private void turn(Optional<ObjectId> folder, List<FileDelta> told) throws IOException {
      if (folder.equals(tree)) {
        return;
      }
      tree = folder;
      for (var spot : below.values()) {
        spot.turnIn(folder, told);
      }
    }

    private void turnIn(Optional<ObjectId> folder, List<FileDelta> told) throws IOException {
      var entry =
          folder.isEmpty() || trail == null
              ? Optional.<Folder.Entry>empty()
              : trail.in(folder.get());
      var is = entry.filter(Folder.Entry::file).map(Folder.Entry::id);
      if (file && !is.equals(blob)) {
        told.add(new FileDelta(path, is.map(ObjectId::name), blob.map(ObjectId::name)));
      }
      blob = is;
      turn(entry.filter(Folder.Entry::tree).map(Folder.Entry::id), told);
    }
  }

  /// Goes on to an older commit.
  ///
  /// @param tree its files; empty for none
  /// @return what the commit looked at before changed
  List<FileDelta> older(Optional<ObjectId> tree) throws IOException {
    var told = new ArrayList<FileDelta>();
    root.turn(tree, told);
    return told;
  }
}
