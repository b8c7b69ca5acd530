package belay.deliver.live;

import belay.deliver.environment.ConfigSource;
import belay.deliver.history.Archive;
import belay.deliver.history.DigestQuery;
import belay.deliver.history.FindDigest;
import belay.deliver.model.CommitTime;
import belay.git.GitRepo;
import belay.image.ImageRef;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Which commit wanted an image before. History is read when it is first asked for.
final class PastImages {
  private final GitRepo repo;
  private final ConfigSource configs;
  private final Map<String, Optional<CommitTime>> known = new HashMap<>();
  private @Nullable Archive archive;

  PastImages(GitRepo repo, ConfigSource configs) {
    this.repo = repo;
    this.configs = configs;
  }

  /// The last commit that put an image there; empty where none ever has.
  synchronized Optional<CommitTime> commit(LiveImage.Target target, ImageRef.Pinned image) {
    var key = "%s %s %s".formatted(target.service(), target.environment(), image);
    var before = known.get(key);
    if (before == null) {
      before = find(target, image);
      known.put(key, before);
    }
    return before;
  }

  private Optional<CommitTime> find(LiveImage.Target target, ImageRef.Pinned image) {
    return FindDigest.find(archive(), DigestQuery.parse(image.toString())).stays().stream()
        .filter(stay ->
            stay.of().service().equals(target.service())
                && stay.of().environment().equals(target.environment()))
        .findFirst()
        .map(stay -> stay.from());
  }

  private Archive archive() {
    var opened = archive == null ? Archive.open(repo, configs) : archive;
    archive = opened;
    return opened;
  }
}
