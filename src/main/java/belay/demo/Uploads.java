package belay.demo;

import belay.image.Digest;
import belay.image.Repository;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/// Uploads under way. What arrived before a connection broke is kept, so that the upload may go on
/// from there.
final class Uploads {
  private final RegistryStore store;
  private final Map<String, Upload> uploads = new ConcurrentHashMap<>();

  Uploads(RegistryStore store) {
    this.store = store;
  }

  Upload begin(Repository repository) throws IOException {
    var file = Files.createFile(store.draft());
    var upload = new Upload(repository, file);
    uploads.put(upload.id(), upload);
    return upload;
  }

  Upload find(Repository repository, String id) {
    var upload = uploads.get(id);
    if (upload == null || !upload.repository.equals(repository)) {
      throw new RegistryError(404, "BLOB_UPLOAD_UNKNOWN", "no such upload");
    }
    return upload;
  }

  /// Makes the upload a blob of its repository, if it is what it should be; if not it is gone.
  void finish(Upload upload, Digest digest) throws IOException {
    Digest actual;
    try (var in = Files.newInputStream(upload.file)) {
      actual = Digest.of(digest.algorithm(), in);
    }
    if (!actual.equals(digest)) {
      uploads.remove(upload.id());
      Files.deleteIfExists(upload.file);
      throw new RegistryError(
          400, "DIGEST_INVALID", "expected %s, got %s".formatted(digest, actual));
    }
    store.keep(upload.file, digest);
    store.addBlob(upload.repository, digest);
    uploads.remove(upload.id());
  }

  /// One upload. Its requests wait for each other: a client that asks how far it came after its
  /// connection broke must not be told while bytes still arrive.
  static final class Upload {
    private final Repository repository;
    private final Path file;
    private final ReentrantLock lock = new ReentrantLock();

    private Upload(Repository repository, Path file) {
      this.repository = repository;
      this.file = file;
    }

    String id() {
      return file.getFileName().toString();
    }

    ReentrantLock lock() {
      return lock;
    }

    long size() throws IOException {
      return Files.size(file);
    }

    void append(InputStream body) throws IOException {
      try (var out = Files.newOutputStream(file, StandardOpenOption.APPEND)) {
        body.transferTo(out);
      }
    }
  }
}
