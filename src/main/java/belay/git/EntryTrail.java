package belay.git;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jgit.lib.ObjectId;
import org.jspecify.annotations.Nullable;

/// Finds the entry of one name in version after version of a folder. A version that is kept as what
/// differs from another, and differs elsewhere, is not built for it: of a folder with 2,500 files
/// that would be 100 kB each time.
final class EntryTrail {
  private static final int MOST_SITES = 2048;
  private static final int LONGEST_CHAIN = 1000;

  private final PackReader reader;
  private final byte[] name;
  private final Map<Long, Folder.Site> sites =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Folder.Site> eldest) {
          return size() > MOST_SITES;
        }
      };

  EntryTrail(PackReader reader, String name) {
    this.reader = reader;
    this.name = name.getBytes(UTF_8);
  }

  /// The entry in one version.
  Optional<Folder.Entry> in(ObjectId folder) throws IOException {
    var key = reader.find(folder);
    var site = key == PackReader.NOWHERE ? null : site(key);
    return site == null ? look(reader.borrow(folder)).entry() : site.entry();
  }

  private Folder.@Nullable Site site(long key) throws IOException {
    Deque<PackReader.Link> chain = new ArrayDeque<>();
    var at = key;
    var site = sites.get(at);
    while (site == null && chain.size() < LONGEST_CHAIN) {
      var link = reader.link(at);
      if (link == null) {
        site = look(at);
        break;
      }
      chain.push(link);
      at = link.base();
      site = sites.get(at);
    }
    while (site != null && !chain.isEmpty()) {
      var link = chain.pop();
      site = site.after(link.code());
      if (site == null) {
        site = look(link.key());
      } else {
        sites.put(link.key(), site);
      }
    }
    return site;
  }

  private Folder.@Nullable Site look(long key) throws IOException {
    var kept = reader.borrow(key);
    if (kept == null) {
      return null;
    }
    var site = look(kept);
    sites.put(key, site);
    return site;
  }

  private Folder.Site look(RecentObjects.Kept kept) {
    try (var folder = new Folder(kept)) {
      return folder.site(name);
    }
  }
}
