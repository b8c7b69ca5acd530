package belay.deliver.live;

import belay.config.Environment.Images;
import belay.deliver.live.LiveJudge.Verdict;
import belay.image.Digest;
import belay.image.ImageRef;
import belay.kube.Container;
import belay.kube.Container.Role;
import belay.kube.FieldOwner;
import belay.kube.LiveObject;
import belay.kube.Pod;
import belay.kube.Snapshot;
import belay.kube.Workload;
import java.util.List;
import java.util.Optional;

/// Holds what runs for one service in one environment against what Git wants: what Pods are made
/// from, the Pods themselves, and what the runtime says that they run.
record LiveCheck(
    LiveTarget target, Snapshot snapshot, LiveJudge judge, Authors authors, LiveFindings findings) {

  static List<LiveImage> of(
      LiveTarget target, Snapshot snapshot, LiveJudge judge, Authors authors) {
    var findings = new LiveFindings(target.key());
    new LiveCheck(target, snapshot, judge, authors, findings).run();
    return findings.all();
  }

  private void run() {
    var application = target.key().application();
    var roots = snapshot.roots(application);
    var pods = snapshot.pods(application).stream().filter(pod -> !pod.terminating()).toList();
    roots.forEach(root -> root.template().forEach(container -> template(root, container)));
    pods.stream().filter(this::counts).forEach(this::pod);
    new AbsenceCheck(target, snapshot, authors, findings).run(roots, pods);
  }

  private void template(Workload root, Container container) {
    var verdict = judge.of(target, container.image());
    var state = verdict.state();
    Optional<FieldOwner> by = Optional.empty();
    if (!verdict.isListed() || state.severity() == LiveState.Severity.VIOLATION) {
      var owners = authors.ofImage(root.object(), container);
      var gits = owners.isEmpty() || Authors.isGits(owners);
      by = gits ? Optional.empty() : FieldOwner.last(owners);
      state = verdict.isListed() ? state : unlisted(container, gits);
    }
    findings.add(root.object(), container, state, verdict, by, 0);
  }

  /// An image of a repository that no values file names.
  private LiveState unlisted(Container container, boolean gits) {
    if (digest(container.image()).isEmpty() && target.images() == Images.DIGEST) {
      return LiveState.TAG;
    }
    return gits ? LiveState.UNLISTED : LiveState.EXTRA;
  }

  /// A Pod that is over counts where it was to end: that of a Job.
  private boolean counts(Pod pod) {
    return !pod.over()
        || snapshot.parent(pod.object()).stream()
            .anyMatch(parent -> parent.object().kind().equals("Job"));
  }

  private void pod(Pod pod) {
    var root = snapshot.workload(snapshot.root(pod.object()));
    var parent = snapshot.parent(pod.object()).filter(_ -> !isMadeOf(pod, root));
    parent = parent.equals(root) ? root : parent.flatMap(authors::whole);
    for (var container : pod.containers()) {
      container(new Seen(pod, container, parent, root));
    }
  }

  /// Whether a Pod has all that its workload's template has now: then what it has besides is not
  /// from an earlier one.
  private static boolean isMadeOf(Pod pod, Optional<Workload> root) {
    return root.filter(
            made -> !made.template().isEmpty() && pod.containers().containsAll(made.template()))
        .isPresent();
  }

  /// A container of a Pod.
  ///
  /// @param parent what made the Pod; empty where it has all that the root has
  /// @param root what made that in the end
  private record Seen(
      Pod pod, Container container, Optional<Workload> parent, Optional<Workload> root) {
    /// The image that a template has there.
    Optional<String> in(Optional<Workload> workload) {
      return workload.stream()
          .flatMap(made -> made.template().stream())
          .filter(container::isAt)
          .map(Container::image)
          .findFirst();
    }

    boolean isAsIn(Optional<Workload> workload) {
      return in(workload).filter(container.image()::equals).isPresent();
    }

    LiveObject resource() {
      return root.map(Workload::object).orElse(pod.object());
    }
  }

  private void container(Seen seen) {
    var verdict = judge.of(target, seen.container.image());
    if (seen.container.role() == Role.EPHEMERAL) {
      var by = FieldOwner.last(authors.ofImage(seen.pod.object(), seen.container));
      findings.add(seen.pod.object(), seen.container, LiveState.EXTRA, verdict, by, 1);
      return;
    }
    if (seen.root.isEmpty() || seen.root.get().template().isEmpty()) {
      alone(seen, verdict);
    } else if (seen.in(seen.parent).isEmpty() && seen.in(seen.root).isEmpty()) {
      note(seen, LiveState.INJECTED, verdict);
    } else if (!seen.isAsIn(seen.root)) {
      differing(seen, verdict);
    } else if (!findings.count(seen.resource(), seen.container)) {
      note(seen, verdict.state(), verdict);
    }
    content(seen);
  }

  private void note(Seen seen, LiveState state, Verdict verdict) {
    findings.add(seen.resource(), seen.container, state, verdict, Optional.empty(), 1);
  }

  /// A Pod that was made of no template that is known counts as one itself.
  private void alone(Seen seen, Verdict verdict) {
    var by =
        verdict.state() == LiveState.EQUAL
            ? Optional.<FieldOwner>empty()
            : authors.afterwards(seen.pod.object(), seen.container);
    var state = verdict.isListed() ? verdict.state() : unlisted(seen.container, by.isEmpty());
    findings.add(seen.pod.object(), seen.container, state, verdict, by, 1);
  }

  /// A Pod that has another image than its workload wants now: somebody changed it, a webhook did
  /// when it was made, or it was made before.
  private void differing(Seen seen, Verdict verdict) {
    var by = authors.afterwards(seen.pod.object(), seen.container);
    if (by.isPresent()) {
      var state = verdict.isListed() ? verdict.state() : unlisted(seen.container, false);
      findings.add(seen.pod.object(), seen.container, state, verdict, by, 1);
    } else if (!seen.parent.equals(seen.root) && !seen.isAsIn(seen.parent)) {
      var same =
          seen.in(seen.parent).flatMap(LiveCheck::digest).equals(digest(seen.container.image()));
      note(seen, same ? LiveState.INJECTED : LiveState.FOREIGN, verdict);
    } else {
      var kind = seen.resource().kind();
      note(seen, kind.equals("CronJob") ? LiveState.OLDER_RUN : LiveState.ROLLING_OUT, verdict);
    }
  }

  /// What the runtime says that it runs, against what the Pod says: an index and its manifests are
  /// one image.
  private void content(Seen seen) {
    var wanted = digest(seen.container.image());
    var runs = seen.pod.imageId(seen.container).flatMap(LiveCheck::digest);
    if (wanted.isEmpty() || runs.isEmpty() || wanted.equals(runs)) {
      return;
    }
    var image = ImageRef.parse(seen.container.image()).repository().pinned(wanted.get());
    if (judge.members().of(image).filter(all -> !all.contains(runs.get())).isPresent()) {
      var id = seen.pod.imageId(seen.container).orElseThrow();
      findings.add(
          seen.pod.object(),
          new Container(seen.container.role(), seen.container.name(), id),
          LiveState.OTHER_CONTENT,
          new Verdict(LiveState.OTHER_CONTENT, Optional.of(image), Optional.empty()),
          Optional.empty(),
          1);
    }
  }

  /// The digest of a reference; runtimes put a scheme before theirs.
  private static Optional<Digest> digest(String image) {
    return ImageRef.read(image.substring(image.indexOf("://") < 0 ? 0 : image.indexOf("://") + 3))
        .flatMap(ref ->
            ref instanceof ImageRef.Pinned pinned
                ? Optional.of(pinned.digest())
                : Optional.empty());
  }
}
