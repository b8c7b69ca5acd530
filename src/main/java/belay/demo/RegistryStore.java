package belay.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import belay.image.Digest;
import belay.image.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/// A registry's content in a folder. Content is kept once; a repository holds marks of what is in
/// it, in folders whose names (`_blobs`, `_tags`) no repository can have. Files appear whole: they
/// are written elsewhere and moved.
final class RegistryStore {
  private final Path contents;
  private final Path repositories;
  private final Path unfinished;

  RegistryStore(Path folder) throws IOException {
    contents = folder.resolve("contents");
    repositories = folder.resolve("repositories");
    unfinished = folder.resolve("unfinished");
    for (var part : List.of(contents, repositories, unfinished)) {
      Files.createDirectories(part);
    }
  }

  /// A new file that is to become content.
  Path draft() {
    return unfinished.resolve(UUID.randomUUID().toString());
  }

  /// Where content lies, whether it is there or not.
  Path content(Digest digest) {
    return contents.resolve(name(digest));
  }

  void keep(Path draft, Digest digest) throws IOException {
    move(draft, content(digest));
  }

  void keep(byte[] bytes, Digest digest) throws IOException {
    write(content(digest), bytes);
  }

  boolean exists(Repository repository) {
    return Files.isDirectory(folder(repository));
  }

  boolean hasBlob(Repository repository, Digest digest) {
    return Files.exists(blob(repository, digest));
  }

  /// Whether any repository has it: then it may be mounted from anywhere.
  boolean hasContent(Digest digest) {
    return Files.exists(content(digest));
  }

  void addBlob(Repository repository, Digest digest) throws IOException {
    write(blob(repository, digest), new byte[0]);
  }

  boolean removeBlob(Repository repository, Digest digest) throws IOException {
    return Files.deleteIfExists(blob(repository, digest));
  }

  /// A manifest's media type, if it is in the repository.
  Optional<String> manifestType(Repository repository, Digest digest) throws IOException {
    return text(manifest(repository, digest));
  }

  void addManifest(Repository repository, Digest digest, String mediaType) throws IOException {
    write(manifest(repository, digest), mediaType.getBytes(UTF_8));
  }

  /// With the manifest go its tags.
  boolean removeManifest(Repository repository, Digest digest) throws IOException {
    for (var tag : tags(repository)) {
      if (tag(repository, tag).equals(Optional.of(digest))) {
        removeTag(repository, tag);
      }
    }
    return Files.deleteIfExists(manifest(repository, digest));
  }

  Optional<Digest> tag(Repository repository, String tag) throws IOException {
    return text(tags(folder(repository)).resolve(tag)).map(Digest::parse);
  }

  void putTag(Repository repository, String tag, Digest digest) throws IOException {
    write(tags(folder(repository)).resolve(tag), digest.toString().getBytes(UTF_8));
  }

  boolean removeTag(Repository repository, String tag) throws IOException {
    return Files.deleteIfExists(tags(folder(repository)).resolve(tag));
  }

  /// In their order.
  List<String> tags(Repository repository) throws IOException {
    return names(tags(folder(repository)));
  }

  void addReferrer(Repository repository, Digest subject, Digest referrer) throws IOException {
    write(referrers(repository, subject).resolve(name(referrer)), new byte[0]);
  }

  /// What was pushed with this subject and is still there.
  List<Digest> referrersOf(Repository repository, Digest subject) throws IOException {
    return names(referrers(repository, subject)).stream()
        .map(name -> Digest.parse(name.replace('-', ':')))
        .filter(digest -> Files.exists(manifest(repository, digest)))
        .toList();
  }

  private Path folder(Repository repository) {
    return repositories.resolve(repository.path());
  }

  private static Path tags(Path folder) {
    return folder.resolve("_tags");
  }

  private Path blob(Repository repository, Digest digest) {
    return folder(repository).resolve("_blobs").resolve(name(digest));
  }

  private Path manifest(Repository repository, Digest digest) {
    return folder(repository).resolve("_manifests").resolve(name(digest));
  }

  private Path referrers(Repository repository, Digest subject) {
    return folder(repository).resolve("_referrers").resolve(name(subject));
  }

  private static String name(Digest digest) {
    return digest.algorithm().name().toLowerCase(Locale.ROOT) + "-" + digest.hex();
  }

  private static List<String> names(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private static Optional<String> text(Path file) throws IOException {
    try {
      return Optional.of(Files.readString(file));
    } catch (NoSuchFileException _) {
      return Optional.empty();
    }
  }

  private void write(Path file, byte[] bytes) throws IOException {
    var draft = draft();
    Files.write(draft, bytes);
    move(draft, file);
  }

  private static void move(Path draft, Path file) throws IOException {
    Files.createDirectories(file.getParent());
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
  }
}
