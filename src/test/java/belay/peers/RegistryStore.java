package belay.peers;

import static java.nio.charset.StandardCharsets.UTF_8;

import belay.image.Digest;
import belay.peers.FaultyRegistry.Reply;
import belay.peers.FaultyRegistry.Seen;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.security.MessageDigest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a small registry keeps in memory, and the rules of the distribution specification.
public final class RegistryStore {
  private static final Pattern MANIFEST = Pattern.compile("/v2/(.+)/manifests/([^/?]+)");
  private static final Pattern BLOB = Pattern.compile("/v2/(.+)/blobs/([a-z0-9]+:[0-9a-f]+)");
  private static final Pattern BEGIN = Pattern.compile("/v2/(.+)/blobs/uploads/(\\?.*)?");
  private static final Pattern UPLOAD = Pattern.compile("/v2/(.+)/blobs/uploads/(\\d+)(\\?.*)?");

  private final Map<String, byte[]> manifests = new ConcurrentHashMap<>();
  private final Map<String, String> types = new ConcurrentHashMap<>();
  private final Set<String> blobs = ConcurrentHashMap.newKeySet();
  private final Map<String, byte[]> contents = new ConcurrentHashMap<>();
  private final Map<String, Session> sessions = new ConcurrentHashMap<>();
  private final AtomicInteger misfits = new AtomicInteger();
  private final AtomicInteger next = new AtomicInteger();

  /// Whether a mount is heeded.
  public volatile boolean mounts = true;

  /// Whether `Docker-Content-Digest` is sent.
  public volatile boolean digestHeader = true;

  /// Whether blobs are kept; a large one need not be.
  public volatile boolean keepsBlobs = true;

  /// What follows an upload's address.
  public volatile String locationQuery = "?state=0";

  private static final class Session {
    private final MessageDigest hash = Digest.Algorithm.SHA256.hash();
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private long size;
  }

  /// Puts a manifest there under a tag and its digest.
  public Digest put(String repository, String tag, String type, byte[] bytes) {
    var digest = Digest.of(bytes);
    for (var name : new String[] {tag, digest.toString()}) {
      manifests.put(repository + "/" + name, bytes);
      types.put(repository + "/" + name, type);
    }
    return digest;
  }

  /// Puts a blob there.
  public void putBlob(String repository, byte[] bytes) {
    blobs.add(repository + "/" + Digest.of(bytes));
    contents.put(Digest.of(bytes).toString(), bytes);
  }

  public boolean hasBlob(String repository, Digest digest) {
    return blobs.contains(repository + "/" + digest);
  }

  public Optional<byte[]> manifest(String repository, String reference) {
    return Optional.ofNullable(manifests.get(repository + "/" + reference));
  }

  /// The right answer as text, for one that is to be changed.
  public String answerTo(Seen request, InputStream body) throws IOException {
    return FaultyRegistry.head(answer(request, body));
  }

  /// How many PATCH requests did not begin where the upload ended.
  public int misfits() {
    return misfits.get();
  }

  Reply answer(Seen request, InputStream body) throws IOException {
    var manifest = MANIFEST.matcher(request.target());
    if (manifest.matches()) {
      return manifest(request, manifest.group(1), manifest.group(2), body);
    }
    var upload = UPLOAD.matcher(request.target());
    if (upload.matches()) {
      return upload(request, upload, body);
    }
    var begin = BEGIN.matcher(request.target());
    if (begin.matches()) {
      return begin(begin.group(1), begin.group(2) == null ? "" : begin.group(2));
    }
    var blob = BLOB.matcher(request.target());
    if (blob.matches()) {
      return blob(blob.group(1), blob.group(2));
    }
    return Reply.error(404, "NOT_FOUND");
  }

  private Reply manifest(Seen request, String repository, String reference, InputStream body)
      throws IOException {
    var key = repository + "/" + reference;
    if (request.method().equals("PUT")) {
      var bytes = body.readAllBytes();
      var digest = put(repository, reference, request.header("content-type"), bytes);
      return digestHeader ? Reply.of(201, "Docker-Content-Digest: " + digest) : Reply.of(201);
    }
    var bytes = manifests.get(key);
    if (bytes == null) {
      return Reply.error(404, "MANIFEST_UNKNOWN");
    }
    var digest = digestHeader ? "Docker-Content-Digest: " + Digest.of(bytes) : "X-Nothing: 1";
    return new Reply(
        200,
        List.of("Content-Type: " + types.get(key), "Content-Length: " + bytes.length, digest),
        bytes);
  }

  private Reply blob(String repository, String digest) {
    if (!blobs.contains(repository + "/" + digest)) {
      return Reply.error(404, "BLOB_UNKNOWN");
    }
    return new Reply(200, List.of(), contents.getOrDefault(digest, new byte[0]));
  }

  private Reply begin(String repository, String query) {
    var digest = parameter(query, "mount");
    if (mounts && blobs.contains(parameter(query, "from") + "/" + digest)) {
      blobs.add(repository + "/" + digest);
      return Reply.of(201, "Location: /v2/" + repository + "/blobs/" + digest);
    }
    var id = String.valueOf(next.incrementAndGet());
    sessions.put(id, new Session());
    return Reply.of(
        202,
        "Location: /v2/%s/blobs/uploads/%s%s".formatted(repository, id, locationQuery),
        "Range: 0-0");
  }

  private Reply upload(Seen request, Matcher match, InputStream body) throws IOException {
    var session = sessions.get(match.group(2));
    if (session == null) {
      return Reply.error(404, "BLOB_UPLOAD_UNKNOWN");
    }
    return switch (request.method()) {
      case "GET" -> status(204, match, session);
      case "PATCH" -> {
        var start = request.header("content-range").split("-")[0];
        if (!start.equals(String.valueOf(session.size))) {
          misfits.incrementAndGet();
          yield Reply.error(416, "RANGE_INVALID");
        }
        append(session, body);
        yield status(202, match, session);
      }
      default -> {
        append(session, body);
        yield close(match, session);
      }
    };
  }

  private static Reply status(int status, Matcher match, Session session) {
    return Reply.of(
        status,
        "Location: /v2/%s/blobs/uploads/%s?state=%d"
            .formatted(match.group(1), match.group(2), session.size),
        "Range: 0-" + Math.max(0, session.size - 1));
  }

  private Reply close(Matcher match, Session session) {
    sessions.remove(match.group(2));
    var digest = Digest.Algorithm.SHA256.of(session.hash).toString();
    if (!digest.equals(parameter(match.group(3), "digest"))) {
      return Reply.error(400, "DIGEST_INVALID");
    }
    blobs.add(match.group(1) + "/" + digest);
    contents.put(digest, session.kept.toByteArray());
    return Reply.of(201, "Docker-Content-Digest: " + digest);
  }

  /// Adds to the upload that a request is for.
  void append(Seen request, InputStream body) throws IOException {
    var match = UPLOAD.matcher(request.target());
    var session = match.matches() ? sessions.get(match.group(2)) : null;
    if (session != null) {
      append(session, body);
    }
  }

  /// Forgets all uploads under way, as distribution 2.8 does with a broken one.
  public void forgetUploads() {
    sessions.clear();
  }

  private void append(Session session, InputStream body) throws IOException {
    var chunk = new byte[1 << 16];
    for (var n = body.read(chunk); n >= 0; n = body.read(chunk)) {
      session.hash.update(chunk, 0, n);
      session.size += n;
      if (keepsBlobs) {
        session.kept.write(chunk, 0, n);
      }
    }
  }

  private static String parameter(String query, String name) {
    for (var field : query.replaceFirst("^\\?", "").split("&")) {
      if (field.startsWith(name + "=")) {
        return URLDecoder.decode(field.substring(name.length() + 1), UTF_8);
      }
    }
    return "";
  }
}
