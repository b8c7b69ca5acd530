package belay.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import belay.image.Digest;
import belay.peers.Peer;
import belay.peers.Tool;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LoopbackRegistryTest {
  private static final String MANIFEST = "application/vnd.oci.image.manifest.v1+json";
  private static final byte[] HELLO = "hello registry".getBytes(UTF_8);
  private static final Digest DIGEST = Digest.of(HELLO);

  private final Path temp;
  private final HttpClient http = HttpClient.newHttpClient();
  private LoopbackRegistry registry;

  LoopbackRegistryTest(@TempDir Path temp) {
    this.temp = temp;
    this.registry = LoopbackRegistry.start(temp.resolve("data"));
  }

  @AfterEach
  void stop() {
    http.shutdownNow();
    registry.close();
  }

  private HttpResponse<byte[]> send(String method, String path, byte[] body, String... headers)
      throws Exception {
    var request =
        HttpRequest.newBuilder(URI.create("http://" + registry.address()).resolve(path))
            .version(HttpClient.Version.HTTP_1_1)
            .timeout(Duration.ofSeconds(10))
            .method(
                method,
                body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return http.send(request.build(), BodyHandlers.ofByteArray());
  }

  private HttpResponse<byte[]> send(String method, String path) throws Exception {
    return send(method, path, new byte[0]);
  }

  private static String header(HttpResponse<?> response, String name) {
    return response.headers().firstValue(name).orElse("");
  }

  private static String error(HttpResponse<byte[]> response) {
    var code =
        Pattern.compile("\"code\":\"([A-Z_]+)\"").matcher(new String(response.body(), UTF_8));
    return code.find() ? code.group(1) : "";
  }

  private String begin(String repository) throws Exception {
    var begun = send("POST", "/v2/" + repository + "/blobs/uploads/");
    assertEquals(202, begun.statusCode());
    return header(begun, "Location");
  }

  private void pushBlob(String repository, byte[] bytes) throws Exception {
    var put = send("PUT", begin(repository) + "?digest=" + Digest.of(bytes), bytes);
    assertEquals(201, put.statusCode());
    assertEquals(Digest.of(bytes).toString(), header(put, "Docker-Content-Digest"));
  }

  @Test
  void skopeoPushesAndPullsAnIndexUnchanged() throws Exception {
    Peer.require("skopeo");
    var digest = SampleImage.write(temp.resolve("image"), "app", 1);
    var certificate = LoopbackCertificate.make(temp.resolve("tls"));
    var trusted = Files.createDirectories(temp.resolve("trusted"));
    Files.copy(certificate.file(), trusted.resolve("authority.crt"));
    try (var secure = LoopbackRegistry.start(temp.resolve("secure"), certificate)) {
      var target = "docker://" + secure.address() + "/team/app:1";
      var copy = "skopeo copy -q --all --preserve-digests ";
      run(copy + "--dest-cert-dir=" + trusted + " oci:image:1 " + target);
      var inspect = "skopeo inspect --cert-dir=" + trusted + " ";
      assertEquals(digest, Digest.of(run(inspect + "--raw " + target)));
      run(inspect + "--no-tags " + target);
      run(copy + "--src-cert-dir=" + trusted + " " + target + " oci:back:1");
      assertEquals(digest, Digest.of(run("skopeo inspect --raw oci:back:1")));
    }
  }

  private byte[] run(String command) throws IOException {
    return Tool.run(temp, command.split(" "));
  }

  @Test
  void aBlobIsPushedReadAndReadInParts() throws Exception {
    pushBlob("a/b", HELLO);
    var path = "/v2/a/b/blobs/" + DIGEST;
    var head = send("HEAD", path);
    assertEquals(200, head.statusCode());
    assertEquals("14", header(head, "Content-Length"));
    assertArrayEquals(HELLO, send("GET", path).body());
    var part = send("GET", path, new byte[0], "Range", "bytes=6-8");
    assertEquals(206, part.statusCode());
    assertEquals("bytes 6-8/14", header(part, "Content-Range"));
    assertEquals("reg", new String(part.body(), UTF_8));
    assertEquals(
        "registry", new String(send("GET", path, new byte[0], "Range", "bytes=6-").body(), UTF_8));
    assertEquals(416, send("GET", path, new byte[0], "Range", "bytes=14-").statusCode());
    assertEquals(404, send("HEAD", "/v2/other/blobs/" + DIGEST).statusCode());
  }

  @Test
  void aChunkMustFollowWhatIsThere() throws Exception {
    var location = begin("a");
    var first = send("PATCH", location, "hello".getBytes(UTF_8), "Content-Range", "0-4");
    assertEquals(202, first.statusCode());
    assertEquals("0-4", header(first, "Range"));
    var wrong = send("PATCH", location, "xx".getBytes(UTF_8), "Content-Range", "3-4");
    assertEquals(416, wrong.statusCode());
    assertEquals("0-4", header(wrong, "Range"));
    var large = send("PATCH", location, new byte[8 << 20], "Content-Range", "7-8388614");
    assertEquals(416, large.statusCode());
    var status = send("GET", location);
    assertEquals(204, status.statusCode());
    assertEquals("0-4", header(status, "Range"));
    send("PATCH", location, " registry".getBytes(UTF_8));
    assertEquals(201, send("PUT", location + "?digest=" + DIGEST).statusCode());
    assertEquals(404, send("GET", location).statusCode());
    assertEquals(200, send("HEAD", "/v2/a/blobs/" + DIGEST).statusCode());
  }

  @Test
  void whatArrivedBeforeAConnectionBrokeIsKept() throws Exception {
    var location = begin("a");
    var address = registry.address().split(":");
    try (var socket = new Socket(address[0], Integer.parseInt(address[1]))) {
      var request =
          "PATCH %s HTTP/1.1\r\nHost: %s\r\nContent-Length: 14\r\n\r\nhello"
              .formatted(location, registry.address());
      socket.getOutputStream().write(request.getBytes(UTF_8));
    }
    while (!header(send("GET", location), "Range").equals("0-4")) {
      Thread.sleep(10);
    }
    assertEquals(
        201,
        send(
                "PUT",
                location + "?digest=" + DIGEST,
                " registry".getBytes(UTF_8),
                "Content-Range",
                "5-13")
            .statusCode());
  }

  @Test
  void aWrongDigestIsRefusedAndForgotten() throws Exception {
    var location = begin("a");
    var put = send("PUT", location + "?digest=" + Digest.of(new byte[1]), HELLO);
    assertEquals(400, put.statusCode());
    assertEquals("DIGEST_INVALID", error(put));
    assertEquals(404, send("HEAD", "/v2/a/blobs/" + Digest.of(new byte[1])).statusCode());
  }

  @Test
  void blobsAreMountedFromAnotherRepository() throws Exception {
    pushBlob("a", HELLO);
    var mount = "/v2/b/blobs/uploads/?mount=" + DIGEST;
    assertEquals(202, send("POST", mount + "&from=c").statusCode());
    assertEquals(201, send("POST", mount + "&from=a").statusCode());
    assertEquals(200, send("HEAD", "/v2/b/blobs/" + DIGEST).statusCode());
    assertEquals(201, send("POST", mount.replace("/b/", "/d/")).statusCode());
    var unknown = send("POST", "/v2/b/blobs/uploads/?mount=" + Digest.of(new byte[1]));
    assertEquals(202, unknown.statusCode());
  }

  private byte[] manifest() {
    return "{\"schemaVersion\":2,\"mediaType\":\"%s\",\"config\":{\"mediaType\":\"application/x\",\"digest\":\"%s\",\"size\":14},\"layers\":[]}"
        .formatted(MANIFEST, DIGEST)
        .getBytes(UTF_8);
  }

  private HttpResponse<byte[]> pushManifest(String path, byte[] bytes) throws Exception {
    return send("PUT", path, bytes, "Content-Type", MANIFEST);
  }

  @Test
  void aManifestIsReadByTagAndDigestAsItWasWritten() throws Exception {
    pushBlob("a", HELLO);
    var bytes = manifest();
    assertEquals(201, pushManifest("/v2/a/manifests/v1", bytes).statusCode());
    for (var reference : List.of("v1", Digest.of(bytes).toString())) {
      var got = send("GET", "/v2/a/manifests/" + reference);
      assertArrayEquals(bytes, got.body());
      assertEquals(MANIFEST, header(got, "Content-Type"));
      assertEquals(Digest.of(bytes).toString(), header(got, "Docker-Content-Digest"));
      var head = send("HEAD", "/v2/a/manifests/" + reference);
      assertEquals(bytes.length, Integer.parseInt(header(head, "Content-Length")));
    }
    var sha512 = Digest.of(Digest.Algorithm.SHA512, bytes);
    assertEquals(201, pushManifest("/v2/a/manifests/" + sha512, bytes).statusCode());
    assertArrayEquals(bytes, send("GET", "/v2/a/manifests/" + sha512).body());
  }

  @Test
  void aManifestNeedsItsParts() throws Exception {
    var refused = pushManifest("/v2/a/manifests/v1", manifest());
    assertEquals(400, refused.statusCode());
    assertEquals("MANIFEST_BLOB_UNKNOWN", error(refused));
    pushBlob("a", HELLO);
    assertEquals("MANIFEST_INVALID", error(pushManifest("/v2/a/manifests/v1", HELLO)));
    assertEquals("DIGEST_INVALID", error(pushManifest("/v2/a/manifests/" + DIGEST, manifest())));
    assertEquals(413, pushManifest("/v2/a/manifests/v1", new byte[(4 << 20) + 1]).statusCode());
    assertEquals(404, send("HEAD", "/v2/a/manifests/v1").statusCode());
  }

  @Test
  void namesThatMeanOtherPathsAreRefused() throws Exception {
    for (var path :
        List.of(
            "/v2/../../etc/manifests/x",
            "/v2/a/manifests/..",
            "/v2/a/blobs/sha256:../../x",
            "/v2/A/manifests/x",
            "/v2/_tags/manifests/x",
            "/v2/a/blobs/uploads/..")) {
      var status = raw("GET " + path);
      assertTrue(status.startsWith("HTTP/1.1 4"), path + ": " + status);
    }
  }

  /// java.net.http tidies paths before it sends them.
  private String raw(String request) throws IOException {
    var address = registry.address().split(":");
    try (var socket = new Socket(address[0], Integer.parseInt(address[1]))) {
      socket
          .getOutputStream()
          .write(
              "%s HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
                  .formatted(request)
                  .getBytes(UTF_8));
      return new String(socket.getInputStream().readAllBytes(), UTF_8)
          .lines()
          .findFirst()
          .orElse("");
    }
  }

  @Test
  void contentOutlivesTheServer() throws Exception {
    pushBlob("a", HELLO);
    registry.close();
    registry = LoopbackRegistry.start(temp.resolve("data"));
    assertEquals(200, send("HEAD", "/v2/a/blobs/" + DIGEST).statusCode());
  }
}
