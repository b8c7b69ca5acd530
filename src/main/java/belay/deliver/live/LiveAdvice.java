package belay.deliver.live;

import belay.kube.FieldOwner;
import belay.kube.LiveObject;
import java.util.Optional;

/// What is the matter with an image in a cluster, and what to do, in words.
final class LiveAdvice {
  private static final int COMMIT = 7;

  private LiveAdvice() {}

  static String message(LiveState state, LiveJudge.Verdict verdict) {
    var wanted = verdict.wanted().map(Object::toString).orElse("");
    return switch (state) {
      case EQUAL, UNLISTED -> "";
      case INJECTED -> "put into the Pods when they were made: no template of Git's has it";
      case BEHIND -> "as the applied commit wants it; Git's newest wants %s".formatted(wanted);
      case ROLLING_OUT -> "in Pods that are being replaced";
      case OLDER_RUN -> "in the last run; the next one has what Git wants";
      case OLDER ->
          "what Git wanted at commit %s; now it wants %s"
              .formatted(verdict.commit().map(at -> shortened(at.commit())).orElse(""), wanted);
      case TAG ->
          wanted.isEmpty()
              ? "a tag instead of a digest, of an image that no values file names"
              : "a tag instead of a digest; Git wants %s".formatted(wanted);
      case FOREIGN -> "an image that Git never named there; it wants %s".formatted(wanted);
      case OTHER_PLATFORM ->
          "one platform's manifest in the place of the image %s".formatted(wanted);
      case OTHER_CONTENT ->
          "the runtime runs other bytes than the Pod's specification names: %s".formatted(wanted);
      case EXTRA -> "an image that no manifest of Git's has";
      case NOT_RUNNING -> "nothing runs; Git wants %s".formatted(wanted);
    };
  }

  static String shortened(String commit) {
    return commit.substring(0, Math.min(COMMIT, commit.length()));
  }

  /// What takes a change back: Argo CD by itself, or somebody who has it applied.
  static String help(
      LiveState state, LiveImage.Target target, LiveObject object, Optional<FieldOwner> by) {
    if (object.kind().equals("Pod") && state.severity() == LiveState.Severity.VIOLATION) {
      return "kubectl -n %s delete pod %s has it made anew"
          .formatted(object.namespace(), object.name());
    }
    return switch (state) {
      case EQUAL, UNLISTED, INJECTED, BEHIND, ROLLING_OUT, OLDER_RUN -> "";
      case NOT_RUNNING, OTHER_CONTENT -> nothing(target);
      case EXTRA, OLDER, FOREIGN, TAG, OTHER_PLATFORM -> cure(target, by);
    };
  }

  /// Where there is no object to look at.
  static String nothing(LiveImage.Target target) {
    return "look why: argocd app get " + target.application();
  }

  static String cure(LiveImage.Target target, Optional<FieldOwner> by) {
    if (by.isEmpty()) {
      return "name it by its digest in the values file or chart, or look what Argo CD applied:"
          + " argocd app manifests "
          + target.application();
    }
    return takenBack(target);
  }

  /// What brings back what Git says.
  static String takenBack(LiveImage.Target target) {
    var heals = target.argocd().filter(ApplicationView::selfHeal).isPresent();
    return heals
        ? "Argo CD takes it back by itself, unless ignoreDifferences keeps it: argocd app diff "
            + target.application()
        : "belay sync %s --env %s takes it back; belay autosync on %s %s keeps it so"
            .formatted(
                target.service(), target.environment(), target.environment(), target.service());
  }
}
