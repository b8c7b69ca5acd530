package belay.deliver.doctor;

import static java.nio.charset.StandardCharsets.UTF_8;

import belay.deliver.environment.Context;
import belay.deliver.history.History;
import belay.deliver.history.HistoryQuery;
import belay.deliver.model.Entry;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Phase 3: whether a pipeline writes digests. History tells best; what stands in this repository
/// tells the next best, since pipelines are where the sources are.
record PipelineChecks(Context context, Subject subject, Checks checks) {
  private static final String ID = "pipeline";
  private static final int LOOKED_AT = 50;
  private static final Pattern FILE =
      Pattern.compile(
          "\\.github/workflows/[^/]+\\.ya?ml|\\.gitlab-ci\\.ya?ml|ci/(?:[^/]+/)*[^/]+\\.(?:ya?ml|sh)|\\.gitlab/[^/]+\\.ya?ml");
  private static final Pattern PINS = Pattern.compile("(?i)\\bbelay\"?\\s+(?:deploy|push)\\b");

  void run() {
    checks.look(ID, this::pipelines);
  }

  private void pipelines() {
    var ran = changes().stream().filter(entry -> entry.run().isPresent()).findFirst();
    if (ran.isPresent()) {
      var entry = ran.get();
      checks.ok(
          ID,
          "%s was pinned in %s by %s"
              .formatted(entry.service(), entry.environment(), entry.run().orElseThrow()));
      return;
    }
    var file = pinning();
    if (file.isPresent()) {
      checks.warning(
          ID,
          "%s pins what it builds, and no commit tells of a run of it yet".formatted(file.get()),
          "let it run once");
    } else {
      checks.warning(
          ID,
          "no commit tells of a pipeline that pinned an image, and none here does",
          "belay init . --ci github (or gitlab, shell) writes one to start from");
    }
  }

  private List<Entry> changes() {
    var environment =
        subject.environments().size() == 1
            ? Optional.of(subject.environments().getFirst().name())
            : Optional.<String>empty();
    return new History(context.repo(), context.configs())
        .of(
            new HistoryQuery(
                Optional.empty(), environment, Optional.empty(), Optional.empty(), LOOKED_AT));
  }

  private Optional<String> pinning() {
    return context.repo().list(subject.tip(), "").stream()
        .filter(path -> FILE.matcher(path).matches())
        .filter(path ->
            context
                .repo()
                .read(subject.tip(), path)
                .filter(bytes -> PINS.matcher(new String(bytes, UTF_8)).find())
                .isPresent())
        .findFirst();
  }
}
