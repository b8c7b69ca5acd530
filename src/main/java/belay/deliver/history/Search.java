package belay.deliver.history;

import static java.nio.charset.StandardCharsets.US_ASCII;

import belay.config.Config;
import belay.config.ConfigFiles;
import belay.git.history.Timeline;
import belay.git.object.FileDelta;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Leaves of each step what may have to do with a digest: files in which it stands, files that
/// moved and `belay.yaml`. To look for its bytes costs a hundredth of reading the file as YAML;
/// each content is looked at once.
final class Search implements Timeline.Sieve {
  private final Timeline timeline;
  private final byte[] needle;
  private final Set<String> endings;
  private final Map<String, Boolean> judged = new ConcurrentHashMap<>();

  Search(Timeline timeline, Config config, byte[] needle) {
    this.timeline = timeline;
    this.needle = needle;
    this.endings =
        new HashSet<>(
            List.of(".yaml", ".yml", ".json", ending(config.paths().values().toString())));
  }

  @Override
  public List<FileDelta> keep(List<FileDelta> files) {
    var added = false;
    var removed = false;
    for (var file : files) {
      added |= file.added();
      removed |= file.removed();
    }
    List<FileDelta> kept = new ArrayList<>();
    for (var file : files) {
      if (!isText(file.path())) {
        continue;
      }
      var moved = added && removed && (file.added() || file.removed());
      if (moved || ConfigHistory.isConfig(file) || has(file.before()) || has(file.after())) {
        kept.add(file);
      }
    }
    return kept;
  }

  @Override
  public Optional<Timeline.Need> need() {
    return Optional.of(new Timeline.Need(new String(needle, US_ASCII), Set.of(ConfigFiles.NAME)));
  }

  /// Values files only: nobody wants pictures and archives to be looked through.
  private boolean isText(String path) {
    return endings.contains(ending(path));
  }

  private static String ending(String path) {
    return path.substring(Math.max(path.lastIndexOf('/') + 1, path.lastIndexOf('.')));
  }

  /// Whether it stands in a content.
  boolean has(Optional<String> blob) {
    return blob.isPresent() && judged.computeIfAbsent(blob.get(), this::look);
  }

  private boolean look(String blob) {
    return timeline.content(blob).filter(this::contains).isPresent();
  }

  private boolean contains(byte[] text) {
    var first = needle[0];
    for (var at = 0; at <= text.length - needle.length; at++) {
      if (text[at] == first && matches(text, at)) {
        return true;
      }
    }
    return false;
  }

  private boolean matches(byte[] text, int at) {
    for (var i = 1; i < needle.length; i++) {
      if (text[at + i] != needle[i]) {
        return false;
      }
    }
    return true;
  }
}
