package belay.yaml;

import belay.yaml.ImageSite.Form;
import belay.yaml.KeyPath.Step;
import belay.yaml.YamlNode.Entry;
import belay.yaml.YamlNode.Mapping;
import belay.yaml.YamlNode.Scalar;
import belay.yaml.YamlNode.Sequence;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Finds what looks like an image in a values file: mappings with a repository, and references that
/// are one text, at any depth and in lists.
final class ImageSites {
  private static final int DEEPEST = 31;
  private static final Pattern REFERENCE =
      Pattern.compile("[a-z0-9][A-Za-z0-9._:\\[\\]/-]*(?::[A-Za-z0-9_.-]+|@sha256:[0-9a-f]+)?");
  private static final Pattern VERSIONED =
      Pattern.compile("[a-z0-9][^\\s@]*(?:/[^\\s:@]+|:[A-Za-z0-9_][\\w.-]*|@sha256:[0-9a-f]+)");
  private static final Pattern DIGEST = Pattern.compile("\\S+@sha256:[0-9a-f]{64}");
  private static final Pattern PART =
      Pattern.compile("(?i).*image[_-]?(?:repository|repo|name|tag|version|digest)");
  private static final List<String> VERSIONS = List.of("tag", "digest", "version", "newTag");

  private final String file;
  private final ImageKeys keys;
  private final List<ImageSite> found = new ArrayList<>();

  private ImageSites(String file, ImageKeys keys) {
    this.file = file;
    this.keys = keys;
  }

  static List<ImageSite> of(String file, List<Document> documents, ImageKeys keys) {
    var sites = new ImageSites(file, keys);
    for (var document : documents) {
      if (document.root() instanceof Mapping root) {
        sites.entries(List.of(), root);
      }
    }
    return List.copyOf(sites.found);
  }

  private void entries(List<Step> above, Mapping mapping) {
    for (var entry : mapping.entries()) {
      var name = entry.name().filter(text -> !text.isBlank());
      if (name.isPresent() && !entry.isMerge()) {
        node(longer(above, new Step.Key(name.get())), name.get(), entry.value());
      }
    }
  }

  private void node(List<Step> path, String key, YamlNode node) {
    if (path.size() > DEEPEST) {
      return;
    }
    switch (node) {
      case Mapping mapping when repository(key, mapping).isPresent() ->
          add(path, mapping, Form.MAPPING, said(key, mapping));
      case Mapping mapping -> entries(path, mapping);
      case Sequence list -> items(path, key, list);
      case Scalar scalar when isReference(key, scalar) ->
          add(path, scalar, Form.TEXT, scalar.value());
      case Scalar scalar when !scalar.isNull() && !scalar.value().isBlank() && isPart(key) ->
          add(path, scalar, Form.PART, scalar.value());
      case Scalar _, YamlNode.Alias _ -> {}
    }
  }

  private void items(List<Step> path, String key, Sequence list) {
    for (var i = 0; i < list.items().size(); i++) {
      var item = list.items().get(i);
      node(longer(path, step(list, item, i)), key, item);
    }
  }

  /// By its name where that tells it from all others.
  private static Step step(Sequence list, YamlNode item, int index) {
    return Lookup.find(item, "name")
        .flatMap(Lookup::text)
        .filter(name -> !name.isBlank())
        .<Step>map(name -> new Step.Named("name", name))
        .filter(step -> Lookup.items(list, step).count() == 1)
        .orElse(new Step.Index(index));
  }

  private void add(List<Step> path, YamlNode node, Form form, String text) {
    var span = node.span();
    found.add(
        new ImageSite(
            new KeyPath(path), "%s:%d:%d".formatted(file, span.line(), span.column()), form, text));
  }

  private String said(String key, Mapping mapping) {
    var version =
        versions().flatMap(name -> text(mapping, name).stream()).filter(t -> !t.isBlank());
    return repository(key, mapping).orElse("")
        + version
            .findFirst()
            .map(text -> (text.startsWith("sha256:") ? "@" : ":") + text)
            .orElse("");
  }

  /// The text that names a mapping's repository; empty where the mapping is no image.
  private Optional<String> repository(String key, Mapping mapping) {
    var versioned = versions().anyMatch(name -> mapping.entry(name).isPresent());
    var image = key.toLowerCase(java.util.Locale.ROOT).contains("image");
    return keys.repositories().stream()
        .flatMap(name -> text(mapping, name).stream())
        .filter(_ -> versioned || image)
        .findFirst()
        .or(() ->
            Stream.of("repository", "graph")
                .flatMap(name -> text(mapping, name).stream())
                .filter(_ -> versioned || image)
                .findFirst())
        .or(() -> text(mapping, "image").filter(_ -> versioned).filter(t -> !isWhole(t)))
        .or(() -> text(mapping, "name").filter(name -> versioned && (image || name.contains("/"))));
  }

  private static boolean isWhole(String text) {
    return text.contains("@") || text.lastIndexOf(':') > text.lastIndexOf('/');
  }

  private Stream<String> versions() {
    return Stream.concat(Stream.of(keys.digest(), keys.tag()), VERSIONS.stream());
  }

  private static Optional<String> text(Mapping mapping, String key) {
    return mapping.entry(key).map(Entry::value).flatMap(Lookup::text);
  }

  private static boolean isReference(String key, Scalar scalar) {
    var text = scalar.value();
    if (scalar.isNull() || text.isBlank() || text.matches("true|false|[0-9.]+")) {
      return false;
    }
    var name = key.toLowerCase(java.util.Locale.ROOT);
    if (DIGEST.matcher(text).matches()) {
      return true;
    }
    return name.equals("image")
        ? REFERENCE.matcher(text).matches()
        : name.matches(".*images?") && VERSIONED.matcher(text).matches();
  }

  private static boolean isPart(String key) {
    return PART.matcher(key).matches();
  }

  private static List<Step> longer(List<Step> path, Step step) {
    var longer = new ArrayList<>(path);
    longer.add(step);
    return longer;
  }
}
