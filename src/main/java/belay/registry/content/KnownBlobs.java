package belay.registry.content;

import belay.host.Host;
import belay.image.Digest;
import belay.image.Repository;
import belay.registry.auth.CacheFolder;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// In which repositories of a registry earlier pushes left which blobs, so that the next one can
/// ask the registry to take them over from there. Only a hint: the registry decides. Bounded, the
/// newest kept.
public final class KnownBlobs {
  private static final int MOST = 4000;
  private static final String IGNORES = "ignores-mounts";

  private final CacheFolder folder;

  public KnownBlobs(Host host) {
    this.folder = new CacheFolder(host.cache().resolve("registry/blobs"));
  }

  /// What is known of one registry, as of now: the repositories of each blob.
  public record Hints(Map<String, List<String>> repositories) {
    /// Where to take a blob over from: the target itself where the blob is known to be there, or
    /// nowhere.
    public String source(Digest digest, Repository target) {
      var known = repositories.getOrDefault(digest.toString(), List.of());
      return known.isEmpty() || known.contains(target.path()) ? target.path() : known.getLast();
    }
  }

  /// What is known of a registry.
  public Hints hints(String registry) {
    Map<String, List<String>> repositories = new LinkedHashMap<>();
    for (var line : lines(registry)) {
      var space = line.indexOf(' ');
      if (space > 0) {
        repositories
            .computeIfAbsent(line.substring(0, space), _ -> new ArrayList<>())
            .add(line.substring(space + 1));
      }
    }
    return new Hints(repositories);
  }

  /// Remembers that blobs are in a repository. Of two processes that remember at once one may lose;
  /// its blobs cost requests next time.
  public void remember(Repository repository, Collection<Digest> blobs) {
    var fresh = blobs.stream().map(blob -> blob + " " + repository.path()).toList();
    var lines = new ArrayList<>(lines(repository.registry()));
    if (lines.containsAll(fresh)) {
      return;
    }
    lines.removeAll(fresh);
    lines.addAll(fresh);
    var newest = lines.subList(Math.max(0, lines.size() - MOST), lines.size());
    folder.write(repository.registry(), String.join("\n", newest));
  }

  /// Whether a registry was seen to begin an upload for a blob that was there.
  public boolean ignoresMounts(String registry) {
    return folder.read(registry + " " + IGNORES).isPresent();
  }

  /// Remembers that a registry began an upload for a blob that was there.
  public void rememberIgnored(String registry) {
    folder.write(registry + " " + IGNORES, "");
  }

  private List<String> lines(String registry) {
    return folder.read(registry).map(text -> text.lines().toList()).orElse(List.of());
  }
}
