package belay.registry.push;

import belay.host.Progress;
import belay.layout.ImageSource;
import belay.layout.oci.Descriptor;
import belay.net.Body;
import belay.net.Request;
import belay.net.Response;
import belay.net.Retry;
import belay.net.Unreachable;
import belay.registry.auth.RegistryErrors;
import belay.registry.content.Blobs;
import belay.registry.content.PushDestination;
import belay.registry.content.RegistryClient;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;

/// One blob on its way into a registry.
///
/// It goes in a single PUT. When that breaks, the registry is asked how much of it arrived: a
/// session that still lives is continued with PATCH from there and closed with PUT, one that does
/// not is begun anew. Distribution 2.8 takes a PATCH at any offset and appends it blindly, so a
/// digest that comes out wrong after that means beginning anew as well. All of it within the
/// attempts that one request has, counted anew while the upload gets on.
final class Upload {
  private static final String OCTETS = "application/octet-stream";
  private static final long PROGRESS = 1 << 20;

  private final RegistryClient client;
  private final Blobs blobs;
  private final PushDestination target;
  private final Content content;
  private final AtomicLong counted = new AtomicLong();

  Upload(RegistryClient client, Blobs blobs, PushDestination target, Content content) {
    this.client = client;
    this.blobs = blobs;
    this.target = target;
    this.content = content;
  }

  /// What is sent, and who is told of it.
  record Content(ImageSource source, Descriptor blob, Progress.Step step) {
    private long size() {
      return blob.size();
    }
  }

  /// Where the next byte goes.
  private record Position(URI location, long offset) {}

  void to(URI location) {
    var retry = client.retry();
    var at = Optional.of(new Position(location, 0));
    for (var reached = 0L; at.isPresent(); at = step(at.get(), retry)) {
      if (at.get().offset() >= reached + PROGRESS) {
        reached = at.get().offset();
        retry = client.retry();
      }
    }
  }

  /// One attempt.
  ///
  /// @return where the next one is to go on; nowhere when the blob is there
  private Optional<Position> step(Position at, Retry retry) {
    try {
      var response = send(at);
      if (response.ok()) {
        return Optional.empty();
      }
      var lost = isLost(response);
      if (!(lost || response.temporary())
          || !retry.pause(response.header("Retry-After").orElse(""))) {
        throw RegistryErrors.failure(response, doing(), target.repository().registry());
      }
      return lost ? anew() : position(at);
    } catch (IOException e) {
      if (!retry.pause("")) {
        throw Unreachable.because(at.location(), e);
      }
      return position(at);
    }
  }

  private Response send(Position at) throws IOException {
    if (at.offset() == 0) {
      return put(at.location(), body(0));
    }
    var location = at.location();
    if (at.offset() < content.size()) {
      var patched = patch(at);
      if (!patched.ok()) {
        return patched;
      }
      location = newest(patched, location);
    }
    return put(location, new Body.None());
  }

  private Response put(URI location, Body body) throws IOException {
    var separator = location.getRawQuery() == null ? "?" : "&";
    var uri = URI.create(location + separator + "digest=" + content.blob().digest());
    return once(Request.of("PUT", uri).header("Content-Type", OCTETS).body(body));
  }

  private Response patch(Position at) throws IOException {
    var range = "%d-%d".formatted(at.offset(), content.size() - 1);
    return once(
        Request.of("PATCH", at.location())
            .header("Content-Type", OCTETS)
            .header("Content-Range", range)
            .body(body(at.offset())));
  }

  /// Each time it is opened, what was counted beyond the offset is taken back.
  private Body body(long offset) {
    return new Body.Streamed(
        content.size() - offset,
        () -> {
          content.step().advance(offset - counted.getAndSet(offset));
          return new CountedStream(content.source().blob(content.blob(), offset), this::count);
        });
  }

  private void count(long bytes) {
    counted.addAndGet(bytes);
    content.step().advance(bytes);
  }

  private Response once(Request request) throws IOException {
    return client.once(target.call(request));
  }

  /// How far the registry got; where it does not know this upload any more, the beginning.
  private Optional<Position> position(Position at) {
    var response = client.send(target.call(Request.of("GET", at.location())));
    var arrived = response.ok() ? arrived(response) : OptionalLong.empty();
    if (arrived.isEmpty() || arrived.getAsLong() > content.size()) {
      return anew();
    }
    return Optional.of(new Position(newest(response, at.location()), arrived.getAsLong()));
  }

  /// It may be there, too: then only the answer was lost.
  private Optional<Position> anew() {
    return blobs.exists(target, content.blob().digest())
        ? Optional.empty()
        : Optional.of(new Position(blobs.begin(target).location(), 0));
  }

  private URI newest(Response response, URI before) {
    return response.header("Location").isPresent() ? client.location(response) : before;
  }

  /// `Range: 0-99` are a hundred bytes; `0-0` is what an empty upload has.
  private static OptionalLong arrived(Response response) {
    var range = response.header("Range").orElse("").replaceFirst("^bytes=", "").strip();
    if (!range.matches("0-[0-9]{1,18}")) {
      return OptionalLong.empty();
    }
    var last = Long.parseLong(range.substring(2));
    return OptionalLong.of(last == 0 ? 0 : last + 1);
  }

  /// Whether the registry has lost, or spoilt, what it had of this upload.
  private static boolean isLost(Response response) {
    return response.status() == 404
        || response.status() == 416
        || RegistryErrors.says(
            response,
            "BLOB_UPLOAD_UNKNOWN",
            "BLOB_UPLOAD_INVALID",
            "DIGEST_INVALID",
            "SIZE_INVALID",
            "RANGE_INVALID");
  }

  private String doing() {
    return "pushing %s to %s".formatted(content.blob().digest().abbreviated(), target.repository());
  }
}
