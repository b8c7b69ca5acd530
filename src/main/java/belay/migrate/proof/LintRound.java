package belay.migrate.proof;

import belay.helm.Helm;
import belay.helm.HelmLint;
import belay.migrate.proof.ChartProof.Broken;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Gatherers;

/// Asks Helm about many migrated charts without digests in a few calls, each of which takes as long
/// as a chart.
record LintRound(Helm helm) {
  /// What `helm lint` said of a migrated chart without digests.
  ///
  /// @param lint its errors
  /// @param refuses whether an empty digest was refused, which a render would end with
  record Linted(HelmLint lint, boolean refuses) {}

  private static final int MOST = 24;
  private static final int AT_ONCE = 2;

  /// What is known of each, by its folder.
  Map<Path, Linted> of(List<ProofRun> runs) {
    Map<Path, Linted> all = new HashMap<>();
    groups(runs).stream()
        .gather(Gatherers.mapConcurrent(AT_ONCE, this::linted))
        .forEach(all::putAll);
    return all;
  }

  /// The error that a chart has now and had not before.
  ///
  /// @param linted what is known of it already
  Optional<Broken> broken(ProofFolder before, ProofFolder after, Optional<Linted> linted) {
    var now = linted.map(Linted::lint).orElseGet(() -> helm.lint(after.folder(), List.of()));
    if (!now.failed() || helm.lint(before.folder(), List.of()).failed()) {
      return Optional.empty();
    }
    return now.messages().stream()
        .filter(message -> message.startsWith("[ERROR]"))
        .findFirst()
        .map(message -> Broken.said("helm lint has an error now: ", message));
  }

  /// Helm says what is missing without the chart's folder: no two in a call have one name.
  private static List<List<ProofRun>> groups(List<ProofRun> runs) {
    List<List<ProofRun>> groups = new ArrayList<>();
    List<Set<String>> names = new ArrayList<>();
    for (var run : runs) {
      if (run.after().isPresent()) {
        var at = 0;
        while (at < groups.size()
            && (groups.get(at).size() >= MOST || names.get(at).contains(run.name()))) {
          at++;
        }
        if (at == groups.size()) {
          groups.add(new ArrayList<>());
          names.add(new HashSet<>());
        }
        groups.get(at).add(run);
        names.get(at).add(run.name());
      }
    }
    return groups;
  }

  private Map<Path, Linted> linted(List<ProofRun> group) {
    Map<Path, Linted> all = new HashMap<>();
    var said = helm.lint(group.stream().map(LintRound::folder).toList());
    for (var run : group) {
      var lint = said.charts().get(folder(run));
      if (lint != null) {
        all.put(folder(run), new Linted(lint, refuses(run, said.warnings())));
      }
    }
    return all;
  }

  private static Path folder(ProofRun run) {
    return run.after().orElseThrow().folder();
  }

  private static boolean refuses(ProofRun run, List<String> warnings) {
    var end = "%s waits for its first deploy".formatted(run.name());
    return warnings.stream()
        .anyMatch(line -> line.contains(EmptyDigests.REFUSAL) && line.contains(end));
  }
}
