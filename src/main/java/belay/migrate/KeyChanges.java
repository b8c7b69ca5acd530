package belay.migrate;

import belay.migrate.model.KeyChange;
import belay.migrate.origin.Origin;
import belay.migrate.site.ImageSource;
import belay.migrate.site.VersionKey;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What the values follow.
record KeyChanges(SiteSelection selection, TagUses uses) {
  List<KeyChange> all() {
    Set<KeyChange> changes = new LinkedHashSet<>();
    Map<Origin.Values, Origin.Values> digests = new LinkedHashMap<>();
    Set<Origin.Values> gone = new LinkedHashSet<>(uses.removed());
    for (var tags : uses.otherUses().values()) {
      for (var tag : tags) {
        gone.remove(tag);
        var key = version(uses, tag.key());
        changes.add(
            new KeyChange.Version(tag.chart(), tag.parent().child(key).path(), tag.path()));
      }
    }
    for (var site : selection.rewritten()) {
      for (var source : site.sources()) {
        add(source, gone, digests, changes);
      }
    }
    digests.forEach((digest, tag) -> {
      gone.remove(tag);
      changes.add(
          new KeyChange.Digest(
              digest.chart(), digest.path(), tag.equals(digest) ? List.of() : tag.path()));
    });
    gone.forEach(tag -> changes.add(new KeyChange.Removed(tag.chart(), tag.path())));
    return new ArrayList<>(changes);
  }

  private void add(
      ImageSource source,
      Set<Origin.Values> gone,
      Map<Origin.Values, Origin.Values> digests,
      Set<KeyChange> changes) {
    var digest = source.digest();
    switch (source.kind()) {
      case LIFTED ->
          changes.add(new KeyChange.Lifted(digest.chart(), digest.parent().path()));
      case NAMED ->
          changes.add(
              new KeyChange.Named(
                  digest.chart(), digest.parent().path(), source.named().orElse("")));
      case BESIDE ->
          digests.merge(
              digest,
              source.tags().stream()
                  .filter(gone::contains)
                  .filter(tag -> tag.parent().equals(digest.parent()))
                  .findFirst()
                  .orElse(digest),
              (left, right) -> left.equals(digest) ? right : left);
      case THERE -> {}
    }
  }

  /// What the key is called that keeps what a tag said.
  static String version(TagUses uses, String tag) {
    return VersionKey.of(tag, uses.isByAppVersion(tag));
  }
}
