package belay.deliver.verify;

import static java.nio.charset.StandardCharsets.UTF_8;

import belay.deliver.environment.References;
import belay.deliver.verify.finding.GitPlace;
import belay.render.model.RenderedManifest;
import belay.render.model.RenderedSource;
import belay.render.values.ValuesLayer;
import belay.yaml.tree.Lookup;
import belay.yaml.tree.YamlNode;
import belay.yaml.tree.YamlNode.Mapping;
import belay.yaml.tree.YamlNode.Scalar;
import belay.yaml.tree.YamlNode.Sequence;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Finds where in Git a rendered image comes from: the value that says its version, else the line
/// of the template.
final class CauseFinder {
  private static final int DEEPEST = 32;
  private static final Pattern IMAGE_LINE = Pattern.compile("^\\s*(?:- )?[\"']?image[\"']?\\s*:.*");

  private final RenderedSource source;

  CauseFinder(RenderedSource source) {
    this.source = source;
  }

  /// A value that a reference is made of.
  ///
  /// @param layer what says it
  /// @param layers all that say values, low to high
  record Trace(ValuesLayer layer, YamlNode node, List<ValuesLayer> layers) {
    GitPlace place() {
      return GitPlace.of(layer, node);
    }

    /// Whether it wins over what a values file says.
    boolean isAbove(String file) {
      var own =
          layers.stream()
              .filter(one -> one.origin().isEmpty() && one.file().equals(file))
              .map(layers::indexOf)
              .max(Comparator.naturalOrder());
      return own.filter(index -> layers.indexOf(layer) > index).isPresent();
    }
  }

  /// How surely a value is part of a reference, the surest last.
  private enum Match {
    /// Its name stands there without a version beside it.
    NAME,
    /// Its tag or digest, and nothing of its name beside it.
    VERSION,
    /// Its tag or digest, its name beside it.
    BOTH,
    /// The whole of it.
    WHOLE
  }

  private record Candidate(Match match, Trace trace) {}

  /// The value that says the version of a reference, else the mapping that names it without one;
  /// where two are as sure, the one that wins.
  Optional<Trace> trace(String reference) {
    return candidate(reference).map(Candidate::trace);
  }

  /// The value that says the version.
  Optional<Trace> version(String reference) {
    return candidate(reference)
        .filter(candidate -> candidate.match != Match.NAME)
        .map(Candidate::trace);
  }

  private Optional<Candidate> candidate(String reference) {
    if (reference.isEmpty()) {
      return Optional.empty();
    }
    List<Candidate> found = new ArrayList<>();
    var layers = source.layers().all();
    for (var layer : layers) {
      collect(layer, layer.values(), new Reference(reference), layers, found, DEEPEST);
    }
    return found.stream()
        .max(
            Comparator.comparing(Candidate::match)
                .thenComparingInt(candidate -> layers.indexOf(candidate.trace.layer)));
  }

  /// A reference's parts.
  private record Reference(String whole, String name, String version, String lastPart) {
    Reference(String whole) {
      this(whole, name(whole), version(whole), last(name(whole)));
    }

    private static String name(String whole) {
      return whole.substring(0, References.nameEnd(whole));
    }

    private static String version(String whole) {
      var end = References.nameEnd(whole);
      return end == whole.length() ? "" : whole.substring(end + 1);
    }

    private static String last(String name) {
      return name.substring(name.lastIndexOf('/') + 1);
    }

    private boolean isVersion(String text) {
      return !text.isEmpty()
          && (version.equals(text)
              || version.endsWith("@" + text)
              || version.startsWith(text + "@"));
    }

    private boolean isName(String text) {
      return !text.isEmpty()
          && (name.equals(text) || name.endsWith("/" + text) || text.equals(lastPart));
    }
  }

  private static void collect(
      ValuesLayer layer,
      YamlNode node,
      Reference reference,
      List<ValuesLayer> layers,
      List<Candidate> found,
      int depth) {
    if (depth == 0) {
      return;
    }
    switch (node) {
      case Mapping mapping -> {
        var named = mapping.entries().stream().anyMatch(entry -> isName(entry.value(), reference));
        for (var entry : mapping.entries()) {
          match(entry.value(), reference, named)
              .map(match ->
                  new Candidate(
                      match,
                      new Trace(layer, match == Match.NAME ? mapping : entry.value(), layers)))
              .ifPresent(found::add);
          collect(layer, entry.value(), reference, layers, found, depth - 1);
        }
      }
      case Sequence list ->
          list.items()
              .forEach(item -> {
                match(item, reference, false)
                    .ifPresent(
                        match -> found.add(new Candidate(match, new Trace(layer, item, layers))));
                collect(layer, item, reference, layers, found, depth - 1);
              });
      case Scalar scalar when !layer.name().isEmpty() ->
          match(scalar, reference, layer.name().contains("image"))
              .ifPresent(
                  match -> found.add(new Candidate(match, new Trace(layer, scalar, layers))));
      case Scalar _, YamlNode.Alias _ -> {}
    }
  }

  private static boolean isName(YamlNode node, Reference reference) {
    return Lookup.text(node).filter(reference::isName).isPresent();
  }

  private static Optional<Match> match(YamlNode node, Reference reference, boolean named) {
    if (!(node instanceof Scalar scalar) || scalar.isNull()) {
      return Optional.empty();
    }
    var text = scalar.value();
    if (text.equals(reference.whole) && !reference.version.isEmpty()) {
      return Optional.of(Match.WHOLE);
    }
    if (reference.isVersion(text)) {
      return Optional.of(named ? Match.BOTH : Match.VERSION);
    }
    return reference.name.equals(text) ? Optional.of(Match.NAME) : Optional.empty();
  }

  /// The line of a template that names the image; empty where the template is not in this
  /// repository.
  ///
  /// @param manifest what was rendered; empty where nothing was, for any template of the source
  Optional<GitPlace> template(Optional<RenderedManifest> manifest, String reference) {
    var all = manifest.map(List::of).orElse(source.manifests());
    return all.stream()
        .flatMap(one -> one.path().stream())
        .distinct()
        .flatMap(path -> line(path, reference).stream())
        .findFirst();
  }

  private Optional<GitPlace> line(String path, String reference) {
    var tree = source.tree().filter(files -> files.origin().isEmpty());
    return tree.flatMap(files -> files.read(path))
        .flatMap(bytes -> line(path, new String(bytes, UTF_8).lines().toList(), reference));
  }

  private static Optional<GitPlace> line(String path, List<String> lines, String reference) {
    Optional<GitPlace> first = Optional.empty();
    for (var i = 0; i < lines.size(); i++) {
      var text = lines.get(i);
      if (IMAGE_LINE.matcher(text).matches()) {
        var place = new GitPlace(path, i + 1, text.length() - text.stripLeading().length() + 1);
        if (!reference.isEmpty() && text.contains(reference)) {
          return Optional.of(place);
        }
        first = first.or(() -> Optional.of(place));
      }
    }
    return first;
  }
}
