package belay.migrate;

import belay.migrate.model.ImageField.State;
import belay.migrate.origin.Origin;
import belay.migrate.site.DigestEdit;
import belay.migrate.site.ImageOrigin;
import belay.migrate.site.SiteFinder.Site;
import belay.migrate.site.SiteOutcome;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// A place where an image is named, with what becomes of it as the plan goes on.
final class PlannedSite {
  private final Site site;
  private SiteOutcome outcome;
  private Optional<String> objection = Optional.empty();
  private Optional<List<DigestEdit>> united = Optional.empty();
  private PlannedSite standIn = this;

  private PlannedSite(Site site) {
    this.site = site;
    this.outcome = site.outcome();
  }

  static PlannedSite of(Site site) {
    return new PlannedSite(site);
  }

  /// The places of each template, at least one in each list.
  static Collection<List<PlannedSite>> byFile(List<PlannedSite> sites) {
    return sites.stream()
        .collect(
            Collectors.groupingBy(
                site -> site.site().file().path(), LinkedHashMap::new, Collectors.toList()))
        .values();
  }

  Site site() {
    return site;
  }

  SiteOutcome outcome() {
    return outcome;
  }

  State state() {
    return objection.isPresent() ? State.REPORTED : outcome.state();
  }

  String reason() {
    return objection.orElse(outcome.reason());
  }

  boolean isRewritten() {
    return state() == State.REWRITTEN;
  }

  /// Has it stay as what the chart falls back to where there is no digest.
  void leave() {
    if (isRewritten()) {
      outcome = SiteOutcome.already("digest-aware", outcome.sources());
    }
  }

  /// Has it only reported.
  ///
  /// @return whether that is new
  boolean object(String reason) {
    if (!isRewritten()) {
      return false;
    }
    objection = Optional.of(reason);
    return true;
  }

  List<DigestEdit> edits() {
    return united.orElseGet(outcome::edits);
  }

  /// Has it take its edits together with others, which all have these.
  ///
  /// @param standIn the place that stands for it from now on
  void unite(List<DigestEdit> edits, PlannedSite standIn) {
    this.united = Optional.of(edits);
    this.standIn = standIn;
  }

  /// Has it take its own edits again.
  void divide() {
    united = Optional.empty();
    standIn = this;
  }

  /// The place that stands for it: itself, unless its branch goes.
  PlannedSite standIn() {
    return standIn;
  }

  List<ImageOrigin> sources() {
    return outcome.sources();
  }

  boolean reads(Origin.Values values) {
    return sources().stream()
        .anyMatch(source ->
            source.tags().contains(values)
                || source.digest().equals(values)
                || (!source.digest().path().isEmpty() && source.digest().parent().equals(values))
                || source.names().contains(values));
  }

  String place() {
    var text = site.file().tree().source();
    return "%s:%d".formatted(site.file().path(), text.line(site.start()));
  }
}
