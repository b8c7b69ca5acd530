package belay.demo;

import belay.image.Digest;
import belay.image.Repository;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/// Blobs and their uploads (distribution specification, "Pull" and "Push").
final class BlobRoutes {
  private static final Pattern CONTENT_RANGE =
      Pattern.compile("(?:bytes )?(\\d{1,18})-(\\d{1,18})(?:/.*)?");
  private static final Pattern RANGE = Pattern.compile("bytes=(\\d{1,18})-(\\d{0,18})");
  private static final String BINARY = "application/octet-stream";
  private static final String DIGEST = "Docker-Content-Digest";

  private final RegistryStore store;
  private final Uploads uploads;

  BlobRoutes(RegistryStore store) {
    this.store = store;
    this.uploads = new Uploads(store);
  }

  Answer blob(HttpExchange exchange, Repository repository, Digest digest) throws IOException {
    if (!store.hasBlob(repository, digest)) {
      throw new RegistryError(404, "BLOB_UNKNOWN", "no such blob in this repository");
    }
    return switch (exchange.getRequestMethod()) {
      case "GET", "HEAD" -> content(exchange, store.content(digest)).with(DIGEST, digest);
      default -> throw unsupported();
    };
  }

  private static Answer content(HttpExchange exchange, Path file) throws IOException {
    var size = Files.size(file);
    var asked = Optional.ofNullable(exchange.getRequestHeaders().getFirst("Range"));
    var range = RANGE.matcher(asked.orElse(""));
    if (!range.matches()) {
      return Answer.stream(200, BINARY, size, out -> copy(file, 0, size, out))
          .with("Accept-Ranges", "bytes");
    }
    var start = Long.parseLong(range.group(1));
    var last = range.group(2).isEmpty() ? size - 1 : Long.parseLong(range.group(2));
    var end = Math.min(last, size - 1) + 1;
    if (start >= end) {
      return Answer.empty(416).with("Content-Range", "bytes */" + size);
    }
    return Answer.stream(206, BINARY, end - start, out -> copy(file, start, end, out))
        .with("Content-Range", "bytes %d-%d/%d".formatted(start, end - 1, size));
  }

  private static void copy(Path file, long start, long end, OutputStream out) throws IOException {
    try (var channel = FileChannel.open(file)) {
      var target = Channels.newChannel(out);
      for (var at = start; at < end; ) {
        var n = channel.transferTo(at, end - at, target);
        if (n <= 0) {
          throw new IOException("a blob became shorter");
        }
        at += n;
      }
    }
  }

  /// Begins an upload, unless the blob can be mounted or comes with the request.
  Answer begin(HttpExchange exchange, Repository repository) throws IOException {
    if (!exchange.getRequestMethod().equals("POST")) {
      throw unsupported();
    }
    var query = Query.of(exchange.getRequestURI());
    var mount = query.get("mount").map(Route::digest);
    if (mount.isPresent() && mayMount(mount.get(), query.get("from"))) {
      store.addBlob(repository, mount.get());
      return created(repository, mount.get());
    }
    var upload = uploads.begin(repository);
    var digest = query.get("digest").map(Route::digest);
    if (digest.isPresent()) {
      upload.append(exchange.getRequestBody());
      uploads.finish(upload, digest.get());
      return created(repository, digest.get());
    }
    return state(202, repository, upload);
  }

  /// Without `from` any repository will do (distribution specification, "Mounting a blob").
  private boolean mayMount(Digest digest, Optional<String> from) {
    return store.hasContent(digest)
        && from.map(Route::repository).map(other -> store.hasBlob(other, digest)).orElse(true);
  }

  Answer upload(HttpExchange exchange, Repository repository, String id) throws IOException {
    var upload = uploads.find(repository, id);
    upload.lock().lock();
    try {
      return switch (exchange.getRequestMethod()) {
        case "GET" -> state(204, repository, upload);
        case "PATCH" ->
            append(exchange, upload)
                ? state(202, repository, upload)
                : state(416, repository, upload);
        case "PUT" -> finish(exchange, repository, upload);
        default -> throw unsupported();
      };
    } finally {
      upload.lock().unlock();
    }
  }

  private Answer finish(HttpExchange exchange, Repository repository, Uploads.Upload upload)
      throws IOException {
    var digest =
        Query.of(exchange.getRequestURI())
            .get("digest")
            .map(Route::digest)
            .orElseThrow(() -> new RegistryError(400, "DIGEST_INVALID", "digest= is missing"));
    if (!append(exchange, upload)) {
      return state(416, repository, upload);
    }
    uploads.finish(upload, digest);
    return created(repository, digest);
  }

  /// Whether the body follows what is there; a body without `Content-Range` always does.
  private static boolean append(HttpExchange exchange, Uploads.Upload upload) throws IOException {
    var header = exchange.getRequestHeaders().getFirst("Content-Range");
    if (header != null) {
      var range = CONTENT_RANGE.matcher(header);
      if (!range.matches() || Long.parseLong(range.group(1)) != upload.size()) {
        return false;
      }
    }
    upload.append(exchange.getRequestBody());
    return true;
  }

  private static Answer state(int status, Repository repository, Uploads.Upload upload)
      throws IOException {
    return Answer.empty(status)
        .with("Location", "/v2/%s/blobs/uploads/%s".formatted(repository.path(), upload.id()))
        .with("Docker-Upload-UUID", upload.id())
        .with("Range", "0-" + Math.max(0, upload.size() - 1));
  }

  private static Answer created(Repository repository, Digest digest) {
    return Answer.empty(201)
        .with("Location", "/v2/%s/blobs/%s".formatted(repository.path(), digest))
        .with(DIGEST, digest);
  }

  private static RegistryError unsupported() {
    return new RegistryError(405, "UNSUPPORTED", "no such method here");
  }
}
