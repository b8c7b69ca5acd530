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

  /// A manifest's media type, if it is in the repository.
  Optional<String> manifestType(Repository repository, Digest digest) throws IOException {
    return text(manifest(repository, digest));
  }

  void addManifest(Repository repository, Digest digest, String mediaType) throws IOException {
    write(manifest(repository, digest), mediaType.getBytes(UTF_8));
  }

  Optional<Digest> tag(Repository repository, String tag) throws IOException {
    return text(tags(folder(repository)).resolve(tag)).map(Digest::parse);
  }

  void putTag(Repository repository, String tag, Digest digest) throws IOException {
    write(tags(folder(repository)).resolve(tag), digest.toString().getBytes(UTF_8));
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

  private static String name(Digest digest) {
    return digest.algorithm().name().toLowerCase(Locale.ROOT) + "-" + digest.hex();
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
