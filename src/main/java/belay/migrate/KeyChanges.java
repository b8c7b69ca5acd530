package belay.migrate;

import belay.failure.Failure;
import belay.failure.Kind;
import belay.migrate.model.KeyChange;
import belay.migrate.origin.Origin;
import belay.migrate.site.ImageOrigin;
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
    Map<Origin.Values, Origin.Values> versions = new LinkedHashMap<>();
    for (var tags : uses.otherUses().values()) {
      for (var tag : tags) {
        if (!uses.isKeptAsVersion(tag)) {
          continue;
        }
        gone.remove(tag);
        var version = tag.parent().child(uses.newKey(tag));
        requireOne(versions, version, tag);
        changes.add(new KeyChange.Version(tag.chart(), version.path(), tag.path()));
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
      ImageOrigin source,
      Set<Origin.Values> gone,
      Map<Origin.Values, Origin.Values> digests,
      Set<KeyChange> changes) {
    var digest = source.digest();
    switch (source.kind()) {
      case LIFTED, UNSET ->
          changes.add(new KeyChange.Lifted(digest.chart(), digest.parent().path()));
      case NAMED ->
          changes.add(
              new KeyChange.Named(
                  digest.chart(), digest.parent().path(), source.named().orElse("")));
      case BESIDE, SPARE ->
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

  private static void requireOne(
      Map<Origin.Values, Origin.Values> versions, Origin.Values version, Origin.Values tag) {
    var other = versions.putIfAbsent(version, tag);
    if (other != null && !other.equals(tag)) {
      throw new Refusal(
          new Failure(
              Kind.REFUSED,
              "both %s and %s would have to be kept as %s"
                  .formatted(other.dotted(), tag.dotted(), version.dotted()),
              "rename one of them"),
          List.of(tag, other),
          "");
    }
  }
}
