package belay.deliver.live;

import belay.deliver.model.CommitTime;
import belay.image.Digest;
import belay.image.ImageRef;
import java.util.List;
import java.util.Optional;

/// How one reference in a cluster stands to what Git wants.
record LiveJudge(IndexMembers members, PastImages past) {
  /// @param wanted what Git wants of this repository
  /// @param commit the commit that wanted what is there
  record Verdict(LiveState state, Optional<ImageRef> wanted, Optional<CommitTime> commit) {
    private static Verdict of(LiveState state, Optional<ImageRef> wanted) {
      return new Verdict(state, wanted, Optional.empty());
    }

    boolean isListed() {
      return wanted.isPresent();
    }
  }

  /// @param image as a specification has it
  Verdict of(LiveTarget target, String image) {
    var read = ImageRef.read(image);
    if (read.isEmpty()) {
      return Verdict.of(LiveState.UNLISTED, Optional.empty());
    }
    var found = read.get();
    var wanted = target.wanted(found.repository());
    var newest = target.newest(found.repository());
    var first = wanted.stream().findFirst();
    if (first.isEmpty()) {
      return Verdict.of(LiveState.UNLISTED, Optional.empty());
    }
    if (newest.contains(found)) {
      return Verdict.of(LiveState.EQUAL, Optional.of(found));
    }
    if (wanted.contains(found)) {
      return Verdict.of(LiveState.BEHIND, newest.stream().findFirst().or(() -> first));
    }
    return other(target, found, wanted, first);
  }

  private Verdict other(
      LiveTarget target, ImageRef found, List<ImageRef> wanted, Optional<ImageRef> first) {
    if (!(found instanceof ImageRef.Pinned pinned)) {
      var tags = first.filter(image -> !(image instanceof ImageRef.Pinned)).isPresent();
      return Verdict.of(tags ? LiveState.FOREIGN : LiveState.TAG, first);
    }
    if (wanted.stream().anyMatch(image -> isPartOf(pinned.digest(), image))) {
      return Verdict.of(LiveState.OTHER_PLATFORM, first);
    }
    var commit = past.commit(target.key(), pinned);
    return new Verdict(commit.isPresent() ? LiveState.OLDER : LiveState.FOREIGN, first, commit);
  }

  private boolean isPartOf(Digest digest, ImageRef image) {
    return image instanceof ImageRef.Pinned index
        && members.of(index).filter(all -> all.contains(digest)).isPresent();
  }
}
