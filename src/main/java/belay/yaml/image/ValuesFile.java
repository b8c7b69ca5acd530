package belay.yaml.image;

import belay.failure.Failure;
import belay.failure.Kind;
import belay.yaml.edit.Edit;
import belay.yaml.tree.KeyPath;
import belay.yaml.tree.Lookup;
import belay.yaml.tree.Source;
import belay.yaml.tree.TreeBuilder;
import belay.yaml.tree.YamlDocument;
import belay.yaml.tree.YamlNode;
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
  private final List<YamlDocument> documents;

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
  ///
  /// @throws Failure (refused) where its values cannot be read, or its registry is to stand at a
  ///   path where there is none
  public ImageValues image(ImageNaming naming) {
    var keys = naming.keys();
    var image = find(naming.path());
    image.ifPresent(node -> Sops.requireReadable(source, node, keys));
    return new ImageValues(
        keys.repositories().stream()
            .flatMap(key -> text(image, key).stream())
            .findFirst()
            .map(repository -> whole(naming, repository)),
        text(image, keys.digest()),
        text(image, keys.tag()));
  }

  private String whole(ImageNaming naming, String repository) {
    return split(naming).map(name -> name.whole(repository)).orElse(repository);
  }

  private Optional<SplitName> split(ImageNaming naming) {
    return naming.registry().isPresent()
        ? naming.registry().flatMap(path -> SplitName.at(source, find(path), path))
        : find(naming.path()).flatMap(image -> SplitName.beside(image, naming));
  }

  /// Where an image's digest is written, else its tag, as `file:line:column`; the file alone where
  /// there is neither.
  public String versionPlace(ImageNaming naming) {
    var keys = naming.keys();
    return find(naming.path()).stream()
        .flatMap(image ->
            Stream.of(keys.digest(), keys.tag()).flatMap(key -> Lookup.find(image, key).stream()))
        .filter(node -> Lookup.text(node).filter(text -> !text.isBlank()).isPresent())
        .findFirst()
        .map(node -> "%s:%d:%d".formatted(source.name(), node.span().line(), node.span().column()))
        .orElse(source.name());
  }

  /// Where an image's digest is written, or would be, as `file:line:column`.
  public String digestPlace(ImageNaming naming) {
    var image = find(naming.path());
    return image
        .flatMap(node -> Lookup.find(node, naming.keys().digest()))
        .or(() -> image)
        .map(node -> "%s:%d:%d".formatted(source.name(), node.span().line(), node.span().column()))
        .orElse(source.name() + ":1:1");
  }

  /// What stands at a path, in the first document that has it, aliases and merge keys followed.
  public Optional<YamlNode> node(KeyPath path) {
    return find(path);
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
  /// @param naming where the image map stands, of which what is missing on the way is added, and
  ///   what its keys are called; `graph` and `repository` are told apart by the file
  /// @param repository registry and path of the image
  /// @param digest `sha256:…`
  /// @throws Failure (refused) where that is impossible, with place, reason and cure
  public ValuesFile pin(ImageNaming naming, String repository, String digest) {
    var path = naming.path();
    var keys = naming.keys();
    find(path).ifPresent(node -> Sops.requireReadable(source, node, keys));
    Sops.requireEditable(source, documents, path, keys);
    var pin = new DesiredImage(path, keys, written(naming, repository), digest);
    var edits = PinEdits.plan(source, documents, pin);
    return edits.isEmpty() ? this : proven(Edit.apply(source.text(), edits), pin);
  }

  /// The repository as it is to be written: without the registry, where that stands elsewhere.
  private String written(ImageNaming naming, String repository) {
    var split = split(naming);
    if (split.isEmpty()) {
      requireWhole(naming, repository);
      return repository;
    }
    var registry = split.get();
    return registry
        .rest(repository)
        .orElseThrow(() ->
            source.failure(
                registry.registry(),
                "%s is \"%s\", which \"%s\" does not begin with"
                    .formatted(registry.key(), registry.text(), repository),
                "change %s first, or remove it where the chart needs none"
                    .formatted(registry.key())));
  }

  /// Refuses a name of which the file has only the end, and the registry somewhere else: a chart
  /// that joins the two would have the registry twice.
  private void requireWhole(ImageNaming naming, String repository) {
    var end =
        image(naming)
            .repository()
            .filter(text -> naming.registry().isEmpty() && repository.endsWith("/" + text));
    if (end.isEmpty()) {
      return;
    }
    var registry = repository.substring(0, repository.length() - end.get().length() - 1);
    RegistryPlace.of(documents, registry)
        .ifPresent(place -> {
          throw source.failure(
              place.value(),
              "the registry of %s stands at %s, apart from \"%s\""
                  .formatted(naming.path(), place.path(), end.get()),
              "say so in belay.yaml, below image: or the service: registry: %s; where the chart does not join the two, write %s: %s yourself"
                  .formatted(
                      place.path().yaml(),
                      naming.path().child(naming.keys().repository()),
                      repository));
        });
  }

  private ValuesFile proven(String text, DesiredImage pin) {
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

  private Failure unproven(DesiredImage pin) {
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
