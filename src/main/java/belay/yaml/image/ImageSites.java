package belay.yaml.image;

import belay.yaml.image.ImageSite.Form;
import belay.yaml.tree.KeyPath;
import belay.yaml.tree.KeyPath.Step;
import belay.yaml.tree.Lookup;
import belay.yaml.tree.YamlDocument;
import belay.yaml.tree.YamlNode;
import belay.yaml.tree.YamlNode.Entry;
import belay.yaml.tree.YamlNode.Mapping;
import belay.yaml.tree.YamlNode.Scalar;
import belay.yaml.tree.YamlNode.Sequence;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// Finds what looks like an image in a values file: mappings with a repository, and references that
/// are one text, at any depth and in lists.
final class ImageSites {
  private static final int DEEPEST = 31;
  private static final Pattern REFERENCE =
      Pattern.compile("[a-z0-9][A-Za-z0-9._:\\[\\]/-]*(?::[A-Za-z0-9_.-]+|@sha256:[0-9a-f]+)?");
  private static final Pattern VERSIONED =
      Pattern.compile("[a-z0-9][^\\s@]*(?:/[^\\s:@]+|:[A-Za-z0-9_][\\w.-]*|@sha256:[0-9a-f]+)");
  private static final Pattern WHOLE =
      Pattern.compile("[a-z0-9][^\\s@]*(?::[A-Za-z0-9_][\\w.-]*)?(?:@sha256:[0-9a-f]+)?");
  private static final Pattern DIGEST = Pattern.compile("\\S+@sha256:[0-9a-f]{64}");
  private static final Pattern PART =
      Pattern.compile("(?i).*image[_-]?(?:repository|repo|name|tag|version|digest)");

  private final String file;
  private final ImageKeys keys;
  private final List<ImageSite> found = new ArrayList<>();

  private ImageSites(String file, ImageKeys keys) {
    this.file = file;
    this.keys = keys;
  }

  static List<ImageSite> of(String file, List<YamlDocument> documents, ImageKeys keys) {
    var sites = new ImageSites(file, keys);
    for (var document : documents) {
      if (document.root() instanceof Mapping root) {
        sites.entries(List.of(), "", root);
      }
    }
    return List.copyOf(sites.found);
  }

  /// @param key what the mapping is the value of; empty for the document
  private void entries(List<Step> path, String key, Mapping mapping) {
    List<Entry> known = new ArrayList<>();
    for (var image : ImageEntries.in(key, mapping, keys)) {
      var own = image.own() && !path.isEmpty();
      add(
          new ImageNaming(new KeyPath(path), image.keys()),
          own ? mapping : image.repository().value(),
          Form.MAPPING,
          image.reference());
      if (own) {
        return;
      }
      known.add(image.repository());
      image.version().ifPresent(known::add);
    }
    for (var entry : mapping.entries()) {
      var name = entry.name().filter(text -> !text.isBlank());
      if (name.isPresent() && !entry.isMerge() && !known.contains(entry)) {
        var below = longer(path, new Step.Key(name.get()));
        if (isWhole(key, entry.value())) {
          text(below, (Scalar) entry.value(), Form.TEXT);
        } else {
          node(below, name.get(), entry.value());
        }
      }
    }
  }

  private void node(List<Step> path, String key, YamlNode node) {
    if (path.size() > DEEPEST) {
      return;
    }
    switch (node) {
      case Mapping mapping -> entries(path, key, mapping);
      case Sequence list -> items(path, key, list);
      case Scalar scalar when isReference(key, scalar) -> text(path, scalar, Form.TEXT);
      case Scalar scalar when !scalar.isNull() && !scalar.value().isBlank() && isPart(key) ->
          text(path, scalar, Form.PART);
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

  private void text(List<Step> path, Scalar scalar, Form form) {
    add(new ImageNaming(new KeyPath(path), keys), scalar, form, scalar.value());
  }

  private void add(ImageNaming naming, YamlNode node, Form form, String text) {
    var span = node.span();
    var place = "%s:%d:%d".formatted(file, span.line(), span.column());
    found.add(new ImageSite(naming, place, form, text));
  }

  /// Whether this is a whole reference in a mapping of images by name, such as `images: {api: …}`.
  private static boolean isWhole(String parent, YamlNode node) {
    return node instanceof Scalar scalar
        && parent.toLowerCase(Locale.ROOT).endsWith("images")
        && (scalar.value().contains(":") || scalar.value().contains("/"))
        && WHOLE.matcher(scalar.value()).matches();
  }

  private static boolean isReference(String key, Scalar scalar) {
    var text = scalar.value();
    if (scalar.isNull() || text.isBlank() || text.matches("true|false|[0-9.]+")) {
      return false;
    }
    var name = key.toLowerCase(Locale.ROOT);
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
