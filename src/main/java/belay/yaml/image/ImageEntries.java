package belay.yaml.image;

import belay.yaml.tree.Lookup;
import belay.yaml.tree.YamlNode;
import belay.yaml.tree.YamlNode.Entry;
import belay.yaml.tree.YamlNode.Mapping;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The entries of one mapping that name an image: a repository, and its version beside it.
///
/// @param keys what they are called; the digest's key is made up where there is none
/// @param repository the entry of the repository
/// @param version the entry of the digest, else of the tag, which has a text
/// @param own whether the mapping is the image, and not something that has others beside
record ImageEntries(ImageKeys keys, Entry repository, Optional<Entry> version, boolean own) {
  private static final Pattern IMAGE = Pattern.compile("(?i).*(?:image|container|docker).*");
  private static final Pattern NAME =
      Pattern.compile("[a-z0-9][A-Za-z0-9._:-]*(?:/[A-Za-z0-9._-]+)*");
  private static final Pattern REPOSITORY =
      Pattern.compile("(?i).*(?:repo|image|name|path|ur[il]).*");
  private static final Pattern DIGEST = Pattern.compile("(?i).*digest|(?:image[_-]?)?sha(?:256)?");
  private static final Pattern TAG = Pattern.compile("(?i).*tag|version|.*image[_-]?version");
  private static final Pattern VERSION = Pattern.compile("(?i)(.+?)[_-]?(tag|version|digest)");
  private static final List<String> USUAL = List.of("repository", "graph", "repo");
  private static final List<String> SUFFIXES =
      List.of("repository", "repo", "graph", "name", "path", "url", "uri", "");

  /// The images that a mapping names.
  ///
  /// @param key the key that the mapping is the value of; empty for the document
  /// @param usual what the keys are called where nothing else is seen
  static List<ImageEntries> in(String key, Mapping mapping, ImageKeys usual) {
    var entries = texts(mapping);
    List<ImageEntries> found = new ArrayList<>();
    own(key, mapping, entries, usual).ifPresent(found::add);
    Set<String> stems = new LinkedHashSet<>();
    entries.forEach(entry -> stem(entry).ifPresent(stems::add));
    for (var stem : stems) {
      beside(stem, entries).filter(one -> !one.sharesWith(found)).ifPresent(found::add);
    }
    return found;
  }

  /// The image that a mapping is; empty where it is none.
  static Optional<ImageEntries> own(String key, Mapping mapping, ImageKeys usual) {
    return own(key, mapping, texts(mapping), usual);
  }

  private static List<Entry> texts(Mapping mapping) {
    return mapping.entries().stream()
        .filter(entry -> !name(entry).isBlank() && !entry.isMerge())
        .filter(entry -> entry.value().resolved() instanceof YamlNode.Scalar)
        .toList();
  }

  private static Optional<ImageEntries> own(
      String key, Mapping mapping, List<Entry> entries, ImageKeys usual) {
    var digest = first(entries, e -> name(e).equals(usual.digest())).or(() -> digest(entries));
    var tag = first(entries, e -> name(e).equals(usual.tag())).or(() -> tag(entries));
    var versioned = digest.isPresent() || tag.isPresent();
    var image = IMAGE.matcher(key).matches();
    if (!versioned && !image) {
      return Optional.empty();
    }
    return repository(mapping, usual)
        .or(() -> versioned ? foreign(entries, image, key.isEmpty()) : Optional.empty())
        .filter(repository -> !digest.equals(Optional.of(repository)))
        .flatMap(repository -> of(repository, digest, tag, usual, true));
  }

  /// By the names that everybody knows.
  private static Optional<Entry> repository(Mapping mapping, ImageKeys usual) {
    return Stream.concat(usual.repositories().stream(), USUAL.stream())
        .flatMap(name -> mapping.entry(name).stream())
        .filter(entry -> Lookup.text(entry.value()).isPresent())
        .findFirst();
  }

  /// By other names, which say that it is an image, as does what stands there.
  private static Optional<Entry> foreign(List<Entry> entries, boolean image, boolean document) {
    var names =
        entries.stream()
            .filter(entry -> NAME.matcher(text(entry)).matches() && !isWhole(text(entry)))
            .filter(entry -> !isDigest(entry) && !TAG.matcher(name(entry)).matches())
            .toList();
    var kustomize = entries.stream().anyMatch(entry -> name(entry).equals("newTag"));
    return first(names, entry -> kustomize && name(entry).equals("newName"))
        .or(() -> first(names, entry -> name(entry).matches("(?i)(?:.*[^a-z])?image")))
        .or(() -> first(names, entry -> IMAGE.matcher(name(entry)).matches() && isPath(entry)))
        .or(() -> first(names, entry -> IMAGE.matcher(name(entry)).matches() && !document))
        .or(() ->
            first(
                names,
                entry ->
                    (image || name(entry).equals("name"))
                        && !document
                        && REPOSITORY.matcher(name(entry)).matches()
                        && (isPath(entry) || (image && name(entry).equals("name")))));
  }

  private static Optional<Entry> digest(List<Entry> entries) {
    return first(entries, ImageEntries::isDigest);
  }

  private static Optional<Entry> tag(List<Entry> entries) {
    return Stream.of("tag", "newTag", "version")
        .flatMap(name -> entries.stream().filter(entry -> name(entry).equalsIgnoreCase(name)))
        .findFirst();
  }

  /// The image of which the version has a name of its own, such as `apiImageTag`.
  private static Optional<ImageEntries> beside(String stem, List<Entry> entries) {
    var versions = entries.stream().filter(e -> stem(e).equals(Optional.of(stem))).toList();
    var digest = first(versions, entry -> name(entry).toLowerCase(Locale.ROOT).endsWith("digest"));
    var tag = first(versions, entry -> !digest.equals(Optional.of(entry)));
    var made =
        new ImageKeys(
            "-",
            "-digest",
            tag.map(ImageEntries::name).orElseGet(() -> name(digest.orElseThrow()) + "-tag"));
    return Stream.of("", "image")
        .flatMap(middle -> SUFFIXES.stream().map(suffix -> stem + middle + suffix))
        .flatMap(wanted -> entries.stream().filter(entry -> plain(name(entry)).equals(wanted)))
        .filter(entry -> IMAGE.matcher(name(entry)).matches() || IMAGE.matcher(stem).matches())
        .filter(entry -> NAME.matcher(text(entry)).matches() && !isWhole(text(entry)))
        .findFirst()
        .flatMap(repository -> of(repository, digest, tag, made, false));
  }

  private static Optional<ImageEntries> of(
      Entry repository, Optional<Entry> digest, Optional<Entry> tag, ImageKeys usual, boolean own) {
    var repositoryKey = own && usual.repositories().contains(name(repository));
    var names =
        List.of(
            repositoryKey ? usual.repository() : name(repository),
            digest.map(ImageEntries::name).orElseGet(() -> digestKey(tag, usual, own)),
            tag.map(ImageEntries::name).orElse(usual.tag()));
    if (Set.copyOf(names).size() < names.size()) {
      return Optional.empty();
    }
    var version =
        Stream.of(digest, tag)
            .flatMap(Optional::stream)
            .filter(entry -> !text(entry).isBlank())
            .findFirst();
    var keys = new ImageKeys(names.get(0), names.get(1), names.get(2));
    return Optional.of(new ImageEntries(keys, repository, version, own));
  }

  /// What a digest is called beside a tag: `imageDigest` beside `imageTag`.
  private static String digestKey(Optional<Entry> tag, ImageKeys usual, boolean own) {
    var name = tag.map(ImageEntries::name).orElse("");
    var last = VERSION.matcher(name);
    if (own || !last.matches()) {
      return usual.digest();
    }
    var word = last.group(2);
    var digest =
        word.equals(word.toUpperCase(Locale.ROOT))
            ? "DIGEST"
            : Character.isUpperCase(word.charAt(0)) ? "Digest" : "digest";
    return name.substring(0, last.start(2)) + digest;
  }

  /// The keys as the mapping has them, where `graph` and `repository` are two.
  ImageKeys written() {
    return new ImageKeys(name(repository), keys.digest(), keys.tag());
  }

  /// What it says, such as `old/api:1.0`.
  String reference() {
    return text(repository)
        + version
            .map(ImageEntries::text)
            .map(text -> (text.startsWith("sha256:") ? "@" : ":") + text)
            .orElse("");
  }

  private boolean sharesWith(List<ImageEntries> others) {
    return others.stream()
        .anyMatch(other ->
            other.repository.equals(repository)
                || (version.isPresent() && other.version.equals(version)));
  }

  /// What is before `Tag`, `Version` or `Digest` in a name, in small letters without separators.
  private static Optional<String> stem(Entry entry) {
    var name = VERSION.matcher(name(entry));
    return name.matches() ? Optional.of(plain(name.group(1))) : Optional.empty();
  }

  private static String plain(String name) {
    return name.replaceAll("[_-]", "").toLowerCase(Locale.ROOT);
  }

  private static boolean isDigest(Entry entry) {
    return text(entry).startsWith("sha256:") || DIGEST.matcher(name(entry)).matches();
  }

  private static boolean isPath(Entry entry) {
    return text(entry).contains("/");
  }

  private static boolean isWhole(String text) {
    return text.contains("@") || text.lastIndexOf(':') > text.lastIndexOf('/');
  }

  private static Optional<Entry> first(List<Entry> entries, Predicate<Entry> condition) {
    return entries.stream().filter(condition).findFirst();
  }

  private static String name(Entry entry) {
    return entry.name().orElse("");
  }

  private static String text(Entry entry) {
    return Lookup.text(entry.value()).orElse("");
  }
}
