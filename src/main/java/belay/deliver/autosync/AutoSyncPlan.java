package belay.deliver.autosync;

import belay.config.Config;
import belay.deliver.model.FileChange;
import belay.deliver.model.Outcome;
import belay.deliver.model.Trailers;
import belay.deliver.plan.CommitText;
import belay.deliver.plan.PlannedCommit;
import belay.deliver.setup.ManualObjects;
import belay.git.object.Draft;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What switching comes to at one commit.
///
/// @param services each service that is meant, as it is afterwards
/// @param switched those that are otherwise before
/// @param files the files that change, by path
/// @param forced why it is done whatever speaks against it, where something does
public record AutoSyncPlan(
    Config config,
    AutoSyncRequest request,
    List<ServiceSync> services,
    List<String> switched,
    Map<String, FileChange> files,
    Optional<String> forced)
    implements PlannedCommit {
  private static final int NAMED_IN_SUBJECT = 3;

  public AutoSyncPlan {
    services = List.copyOf(services);
    switched = List.copyOf(switched);
    files = Collections.unmodifiableMap(new LinkedHashMap<>(files));
  }

  /// The plan at a commit, with nothing said yet of what speaks against it.
  public static AutoSyncPlan of(SyncSources sources, Config config, AutoSyncRequest request) {
    var environment = request.environment();
    var before = sources.of(environment, request.services());
    Map<String, FileChange> files = new LinkedHashMap<>();
    for (var edit : new SyncSwitch(sources, config, request).edits(before)) {
      var known = Optional.ofNullable(files.get(edit.path()));
      var original =
          known.flatMap(FileChange::before).or(() -> sources.bytes(edit.path())).orElseThrow();
      var bytes = known.map(FileChange::after).orElse(original);
      files.put(edit.path(), new FileChange(Optional.of(original), edit.change().apply(bytes)));
    }
    var switched =
        before.stream()
            .filter(sync -> sync.state().isPresent() && sync.automated() != request.on())
            .map(ServiceSync::service)
            .toList();
    var after = sources.with(files).of(environment, request.services());
    return new AutoSyncPlan(config, request, after, switched, files, Optional.empty());
  }

  /// The same, done whatever speaks against it.
  public AutoSyncPlan forced(Optional<String> reason) {
    return new AutoSyncPlan(config, request, services, switched, files, reason);
  }

  /// Whether any file changes.
  public boolean changes() {
    return files.values().stream().anyMatch(FileChange::changes);
  }

  @Override
  public Draft draft() {
    Map<String, byte[]> changed = new LinkedHashMap<>();
    files.forEach((path, change) -> {
      if (change.changes()) {
        changed.put(path, change.after());
      }
    });
    return new Draft(changed, message());
  }

  private String message() {
    var note = request.note();
    var text =
        new StringBuilder(
            note.message()
                .map(String::strip)
                .filter(message -> !message.isEmpty())
                .orElseGet(this::subject));
    text.append("\n\n");
    for (var service : switched) {
      CommitText.trailer(text, Trailers.SERVICE, Optional.of(service));
    }
    CommitText.trailer(text, Trailers.ENVIRONMENT, Optional.of(request.environment()));
    CommitText.trailer(text, Trailers.ACTION, Optional.of(request.action()));
    CommitText.trailer(text, Trailers.FORCED, forced);
    CommitText.trailer(text, Trailers.RUN, note.provenance().run());
    return text.toString();
  }

  private String subject() {
    var names = request.services().isEmpty() ? List.<String>of() : switched;
    var what =
        names.isEmpty()
            ? ""
            : " for "
                + (names.size() <= NAMED_IN_SUBJECT
                    ? String.join(", ", names)
                    : names.size() + " services");
    return "Switch auto-sync %s in %s%s"
        .formatted(request.on() ? "on" : "off", request.environment(), what);
  }

  /// What came of it.
  public AutoSyncOutcome outcome(Optional<Outcome.Landed> landed) {
    List<String> diffs = new ArrayList<>();
    List<String> changed = new ArrayList<>();
    files.forEach((path, change) -> {
      if (change.changes()) {
        changed.add(path);
        diffs.add(change.diff(path));
      }
    });
    return new AutoSyncOutcome(
        request.on(),
        request.environment(),
        services,
        switched,
        diffs,
        ManualObjects.command(
            changed.stream().filter(path -> !path.contains("/")).toList(),
            config.argocd().namespace()),
        landed);
  }
}
