package belay.deliver.setup;

import static java.nio.charset.StandardCharsets.UTF_8;

import belay.deliver.model.Outcome;
import belay.deliver.setup.Scaffolded.Change;
import belay.deliver.setup.Scaffolded.Made;
import belay.deliver.setup.convention.ReadableFiles;
import belay.yaml.edit.UnifiedDiff;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// Files that are about to be made in a repository as it is at one commit: what is there stays,
/// what is missing is added.
final class FileDrafts implements ReadableFiles {
  private static final String KEEP = "/.gitkeep";

  private final Function<String, Optional<byte[]>> existing;
  private final List<Made> made = new ArrayList<>();
  private final List<String> diffs = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();
  private String argocd = "argocd";
  private final Map<String, byte[]> written = new LinkedHashMap<>();

  /// @param existing what is in the repository, by path
  FileDrafts(Function<String, Optional<byte[]>> existing) {
    this.existing = existing;
  }

  /// What a file holds by now.
  @Override
  public Optional<byte[]> read(String path) {
    return Optional.ofNullable(written.get(path)).or(() -> existing.apply(path));
  }

  /// A file that is wanted.
  ///
  /// @return whether it is added, and not there already
  boolean want(String path, String text) {
    if (read(path).isPresent()) {
      note(path, Change.KEPT);
      return false;
    }
    put(path, new byte[0], text.getBytes(UTF_8), Change.ADDED);
    return true;
  }

  /// What only keeps a folder is for folders with nothing else in them.
  void wantAll(Map<String, String> files) {
    files.forEach((path, text) -> {
      if (!path.endsWith(KEEP)) {
        want(path, text);
      }
    });
  }

  /// A file that is there, with an entry added.
  void edit(String path, byte[] before, byte[] after) {
    if (!java.util.Arrays.equals(before, after)) {
      put(path, before, after, Change.EDITED);
    }
  }

  /// The files that are written, with what they hold.
  Map<String, byte[]> written() {
    return Collections.unmodifiableMap(written);
  }

  /// Their paths.
  Set<String> paths() {
    return Set.copyOf(written.keySet());
  }

  void warn(String warning) {
    if (!warnings.contains(warning)) {
      warnings.add(warning);
    }
  }

  void note(String note) {
    if (!notes.contains(note)) {
      notes.add(note);
    }
  }

  private void put(String path, byte[] before, byte[] after, Change change) {
    written.put(path, after);
    diffs.add(UnifiedDiff.of(path, before, after));
    note(path, change);
  }

  private void note(String path, Change change) {
    made.removeIf(m -> m.path().equals(path) && m.change() == Change.KEPT);
    if (made.stream().noneMatch(m -> m.path().equals(path))) {
      made.add(new Made(path, change));
    }
  }

  /// @param namespace Argo CD's own
  void argocd(String namespace) {
    argocd = namespace;
  }

  Scaffolded result(Optional<Outcome.Landed> landed, boolean dryRun) {
    return new Scaffolded(
        made, diffs, notes, warnings, ManualObjects.command(made, argocd), landed, dryRun);
  }
}
