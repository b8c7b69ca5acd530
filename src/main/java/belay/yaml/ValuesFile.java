package belay.yaml;

import belay.failure.Failure;
import belay.failure.Kind;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A values file: its bytes, and what they say.
///
/// Reading follows aliases and merge keys as Helm does. Writing does not: what it cannot do without
/// touching anything else it refuses.
public final class ValuesFile {
  private final byte[] bytes;
  private final Source source;
  private final List<Document> documents;

  private ValuesFile(byte[] bytes, Source source) {
    this.bytes = bytes;
    this.source = source;
    this.documents = TreeBuilder.read(source);
  }

  /// Reads a file.
  ///
  /// @param name the file's path, for messages
  /// @param bytes its content
  /// @throws Failure (refused) where it is not YAML in UTF-8, or larger than 8 MiB
  public static ValuesFile parse(String name, byte[] bytes) {
    return new ValuesFile(bytes.clone(), Source.decode(name, bytes, Kind.REFUSED));
  }

  /// The text at a path, in the first document that has it; empty where it is missing or null, or a
  /// mapping or list.
  public Optional<String> scalar(KeyPath path) {
    return find(path).flatMap(Lookup::text);
  }

  /// What the file says about an image, in the first document that has one at the path.
  public ImageValues image(KeyPath path, ImageKeys keys) {
    var image = find(path);
    image.ifPresent(node -> Sops.requireReadable(source, node, keys));
    var split = image.flatMap(node -> SplitName.in(node, keys));
    return new ImageValues(
        keys.repositories().stream()
            .flatMap(key -> text(image, key).stream())
            .findFirst()
            .map(repository -> split.map(name -> name.join(repository)).orElse(repository)),
        text(image, keys.digest()),
        text(image, keys.tag()));
  }

  /// Where an image's digest is written, else its tag, as `file:line:column`; the file alone where
  /// there is neither.
  public String versionPlace(KeyPath path, ImageKeys keys) {
    return find(path).stream()
        .flatMap(image ->
            Stream.of(keys.digest(), keys.tag()).flatMap(key -> Lookup.find(image, key).stream()))
        .filter(node -> Lookup.text(node).filter(text -> !text.isBlank()).isPresent())
        .findFirst()
        .map(node -> "%s:%d:%d".formatted(source.name(), node.span().line(), node.span().column()))
        .orElse(source.name());
  }

  private Optional<YamlNode> find(KeyPath path) {
    return documents.stream()
        .flatMap(document -> Lookup.find(document.root(), path.steps()).stream())
        .findFirst();
  }

  private static Optional<String> text(Optional<YamlNode> mapping, String key) {
    return mapping.flatMap(node -> Lookup.find(node, key)).flatMap(Lookup::text);
  }

  /// This file with an image pinned: repository and digest set, tag removed, every other byte as it
  /// was. The same file where it says so already.
  ///
  /// The new file is read again before it is returned, and must say what this one says but for the
  /// three keys.
  ///
  /// @param image where the image map stands; what is missing on the way there is added
  /// @param keys what the three keys are called; `graph` and `repository` are told apart by the
  ///   file
  /// @param repository registry and path of the image
  /// @param digest `sha256:…`
  /// @throws Failure (refused) where that is impossible, with place, reason and cure
  public ValuesFile pin(KeyPath image, ImageKeys keys, String repository, String digest) {
    find(image).ifPresent(node -> Sops.requireReadable(source, node, keys));
    Sops.requireEditable(source, documents, image, keys);
    var pin = new Pin(image, keys, written(image, keys, repository), digest);
    var edits = Pinning.plan(source, documents, pin);
    return edits.isEmpty() ? this : proven(Edit.apply(source.text(), edits), pin);
  }

  /// The repository as it is to be written: without the registry, where that stands beside it.
  private String written(KeyPath path, ImageKeys keys, String repository) {
    var split = find(path).flatMap(image -> SplitName.in(image, keys));
    if (split.isEmpty()) {
      return repository;
    }
    var registry = split.get();
    return registry
        .rest(repository)
        .orElseThrow(() ->
            source.failure(
                registry.registry(),
                "%s.registry is \"%s\", which \"%s\" does not begin with"
                    .formatted(path, registry.text(), repository),
                "change %s.registry first, or remove it where the chart needs none"
                    .formatted(path)));
  }

  private ValuesFile proven(String text, Pin pin) {
    var edited = source.with(text);
    try {
      var file = new ValuesFile(edited.encode(), edited);
      if (Proof.holds(documents, file.documents, pin)) {
        return file;
      }
    } catch (Failure notYamlAnyMore) {
      throw unproven(pin).because("the edited file would be: " + notYamlAnyMore.what());
    }
    throw unproven(pin).because("the edited file would say something else besides");
  }

  private Failure unproven(Pin pin) {
    return new Failure(
        Kind.REFUSED,
        "%s: %s cannot be edited without changing other parts of the file"
            .formatted(source.name(), pin.path()),
        "write the image as a mapping with one key a line");
  }

  /// Whether any document has something at a path.
  public boolean has(KeyPath path) {
    return find(path).isPresent();
  }

  /// What looks like an image, wherever it stands, in the order of the file.
  public List<ImageSite> images(ImageKeys keys) {
    return ImageSites.of(source.name(), documents, keys);
  }

  /// How the file names its image: the one at `image`, else its only one; empty where it has none,
  /// or several elsewhere.
  public Optional<ImageNaming> naming() {
    return ImageNamings.in(documents);
  }

  /// The file's content.
  public byte[] bytes() {
    return bytes.clone();
  }
}
