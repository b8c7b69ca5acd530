package belay.deliver.verify;

import belay.config.Config;
import belay.config.verify.Rule;
import belay.deliver.verify.finding.Findings;
import belay.deliver.verify.finding.Findings.Cause;
import belay.deliver.verify.finding.GitPlace;
import belay.render.model.RenderedSource;
import belay.render.object.IgnoredFile;
import belay.render.tree.TreePath;
import belay.render.values.ValuesLayer;
import belay.render.values.ValuesLayers.Hit;
import belay.yaml.tree.KeyPath;
import belay.yaml.tree.Lookup;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Whether the digest that a values file names is the one that a chart is rendered with.
final class EffectiveCheck {
  private final Config config;
  private final Findings findings;
  private final Optional<String> environment;
  private final String application;
  private final RenderedSource source;
  private final List<ApprovedImage> approved;

  EffectiveCheck(
      Config config,
      Findings findings,
      Optional<String> environment,
      String application,
      RenderedSource source,
      List<ApprovedImage> approved) {
    this.config = config;
    this.findings = findings;
    this.environment = environment;
    this.application = application;
    this.source = source;
    this.approved = approved;
  }

  /// Whether parameters overlap, so that nothing is known of what they give.
  boolean isAmbiguous() {
    return overlaps(ValuesLayer.Kind.PARAMETER).findAny().isPresent()
        || overlaps(ValuesLayer.Kind.STRING_PARAMETER).findAny().isPresent();
  }

  void check() {
    approved.forEach(this::shadows);
    source.ignored().forEach(this::missing);
    Stream.of(ValuesLayer.Kind.PARAMETER, ValuesLayer.Kind.STRING_PARAMETER)
        .flatMap(this::overlaps)
        .forEach(this::ambiguous);
  }

  private void shadows(ApprovedImage image) {
    var keys = image.naming().keys();
    shadow(image, keys.digest(), image.digest().toString());
    for (var key : keys.repositories()) {
      if (!hits(image, key).isEmpty()) {
        shadow(image, key, image.repository());
      }
    }
  }

  private void shadow(ApprovedImage image, String key, String wanted) {
    winner(image, key)
        .filter(hit -> !isOwn(hit, image))
        .filter(hit -> !says(hit, wanted))
        .ifPresent(hit ->
            add(
                Rule.EFFECTIVE_SHADOWED,
                GitPlace.of(hit.layer(), hit.node()),
                Optional.of(image.service()),
                "%s%s wins over %s of %s"
                    .formatted(
                        words(hit.layer()),
                        Lookup.text(hit.node()).map(text -> " (\"" + text + "\")").orElse(""),
                        image.naming().path().child(key),
                        image.place().file()),
                "remove it here: the values file says what runs"));
  }

  /// Whether what a values file says of an image is what the chart is given.
  boolean wins(ApprovedImage image) {
    return winner(image, image.naming().keys().digest())
        .filter(hit -> isOwn(hit, image) || says(hit, image.digest().toString()))
        .isPresent();
  }

  private Optional<Hit> winner(ApprovedImage image, String key) {
    var hits = hits(image, key);
    return hits.isEmpty() ? Optional.empty() : Optional.of(hits.getLast());
  }

  /// A repository may be split from its registry: then what its key says is a part alone.
  private static boolean says(Hit hit, String wanted) {
    return Lookup.text(hit.node())
        .filter(text -> wanted.equals(text) || wanted.endsWith("/" + text))
        .isPresent();
  }

  private static boolean isOwn(Hit hit, ApprovedImage image) {
    return hit.layer().origin().isEmpty() && hit.layer().file().equals(image.place().file());
  }

  private List<Hit> hits(ApprovedImage image, String key) {
    return steps(image.naming().path().child(key)).map(source.layers()::at).orElse(List.of());
  }

  /// Items that are chosen by their name are not followed: other layers replace whole lists.
  private static Optional<List<String>> steps(KeyPath path) {
    List<String> steps = new ArrayList<>();
    for (var step : path.steps()) {
      switch (step) {
        case KeyPath.Step.Key(var name) -> steps.add(name);
        case KeyPath.Step.Index(var number) -> steps.add(String.valueOf(number));
        case KeyPath.Step.Named _ -> {
          return Optional.empty();
        }
      }
    }
    return Optional.of(steps);
  }

  private static String words(ValuesLayer layer) {
    var what =
        switch (layer.kind()) {
          case CHART -> "the chart's value";
          case FILE -> "a later values file";
          case TEXT, OBJECT -> "the Application's own value";
          case PARAMETER, STRING_PARAMETER -> "the parameter %s".formatted(layer.name());
          case FILE_PARAMETER -> "the file parameter %s".formatted(layer.name());
        };
    return layer.override() ? what + " from " + TreePath.name(layer.file()) : what;
  }

  private void missing(IgnoredFile ignored) {
    var path = path(ignored.entry());
    path.flatMap(config::serviceOf)
        .ifPresent(location ->
            add(
                Rule.EFFECTIVE_MISSING_FILE,
                GitPlace.of(ignored.place()),
                Optional.of(location.service()),
                "%s is not there, and ignoreMissingValueFiles passes it over: its digest is missing"
                    .formatted(path.get()),
                "commit it, or leave ignoreMissingValueFiles out"));
  }

  private Optional<String> path(String entry) {
    return entry.startsWith("$") && entry.contains("/")
        ? TreePath.resolve("", entry.substring(entry.indexOf('/') + 1))
        : TreePath.resolve(source.path(), entry);
  }

  /// Two parameters of which one is within the other.
  private record Overlap(ValuesLayer outer, ValuesLayer inner) {}

  private Stream<Overlap> overlaps(ValuesLayer.Kind kind) {
    var parameters = source.layers().all().stream().filter(layer -> layer.kind() == kind).toList();
    return parameters.stream()
        .flatMap(outer ->
            parameters.stream()
                .filter(inner -> isWithin(inner.steps(), outer.steps()))
                .map(inner -> new Overlap(outer, inner)));
  }

  private static boolean isWithin(List<String> inner, List<String> outer) {
    return inner.size() > outer.size() && inner.subList(0, outer.size()).equals(outer);
  }

  /// Argo CD keeps parameters in a map: which of two is set last is chance.
  private void ambiguous(Overlap overlap) {
    add(
        Rule.EFFECTIVE_AMBIGUOUS,
        GitPlace.of(overlap.inner.entry()),
        Optional.empty(),
        "the parameters %s and %s overlap, and Argo CD sets them in any order"
            .formatted(overlap.outer.name(), overlap.inner.name()),
        "keep one of them");
  }

  private void add(
      Rule rule, GitPlace place, Optional<String> service, String message, String help) {
    findings.add(new Cause(rule, place, service, message, help), environment, application);
  }
}
