package belay.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import belay.image.Digest;
import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A tiny image for linux/amd64 and linux/arm64 that is the same to the byte wherever it is made.
///
/// It runs on no node, as there is no shell in it, but container runtimes can pull and unpack it.
/// Its lower layer is the same in all versions and for all names, so that pushing a second one
/// shows what need not be uploaded again.
public final class SampleImage {
  private static final String OCI = "application/vnd.oci.image.";
  private static final String INDEX = OCI + "index.v1+json";
  private static final String MANIFEST = OCI + "manifest.v1+json";
  private static final String CONFIG = OCI + "config.v1+json";
  private static final String LAYER = OCI + "layer.v1.tar";
  private static final String CREATED = "1970-01-01T00:00:00Z";

  private final Path blobs;
  private final String name;
  private final int version;

  private SampleImage(Path blobs, String name, int version) {
    this.blobs = blobs;
    this.name = name;
    this.version = version;
  }

  /// Writes the image as an OCI image layout, in place of one that is there. Its
  /// `org.opencontainers.image.ref.name` is the version's number.
  ///
  /// @return the digest of its index
  public static Digest write(Path layoutDir, String name, int version) {
    try {
      var blobs = Files.createDirectories(layoutDir.resolve("blobs/sha256"));
      var root = new SampleImage(blobs, name, version).index();
      Files.write(layoutDir.resolve("index.json"), json(index(List.of(root))));
      Files.writeString(layoutDir.resolve("oci-layout"), "{\"imageLayoutVersion\":\"1.0.0\"}");
      return Digest.parse(String.valueOf(root.get("digest")));
    } catch (IOException e) {
      throw new UncheckedIOException("writing an image to " + layoutDir, e);
    }
  }

  private Map<String, Object> index() throws IOException {
    List<Map<String, Object>> images = new ArrayList<>();
    for (var architecture : List.of("amd64", "arm64")) {
      var image = image(architecture);
      image.put("platform", fields("architecture", architecture, "os", "linux"));
      images.add(image);
    }
    var root = blob(INDEX, json(index(images)));
    root.put("annotations", fields("org.opencontainers.image.ref.name", String.valueOf(version)));
    return root;
  }

  private static Map<String, Object> index(List<Map<String, Object>> images) {
    return fields("schemaVersion", 2, "mediaType", INDEX, "manifests", images);
  }

  private Map<String, Object> image(String architecture) throws IOException {
    var base = blob(LAYER, base());
    var app = blob(LAYER, app(architecture));
    var config = blob(CONFIG, json(config(architecture, base, app)));
    return blob(
        MANIFEST,
        json(
            fields(
                "schemaVersion",
                2,
                "mediaType",
                MANIFEST,
                "config",
                config,
                "layers",
                List.of(base, app))));
  }

  private static byte[] base() {
    return new SampleTar()
        .folder("etc")
        .file("etc/os-release", 0644, "ID=belay-sample\nNAME=\"Belay sample image\"\n")
        .bytes();
  }

  private byte[] app(String architecture) {
    var text = "name: %s\nversion: %d\nplatform: linux/%s\n".formatted(name, version, architecture);
    return new SampleTar().folder("app").file("app/about.yaml", 0644, text).bytes();
  }

  private Map<String, Object> config(
      String architecture, Map<String, Object> base, Map<String, Object> app) {
    var labels =
        fields(
            "org.opencontainers.image.title",
            name,
            "org.opencontainers.image.version",
            String.valueOf(version));
    return fields(
        "created",
        CREATED,
        "architecture",
        architecture,
        "os",
        "linux",
        "config",
        fields("Entrypoint", List.of("/app/run"), "WorkingDir", "/app", "Labels", labels),
        "rootfs",
        fields("type", "layers", "diff_ids", List.of(base.get("digest"), app.get("digest"))),
        "history",
        List.of(
            fields("created", CREATED, "created_by", "belay demo: base"),
            fields("created", CREATED, "created_by", "belay demo: app")));
  }

  /// Writes content under its digest.
  ///
  /// @return its descriptor
  private Map<String, Object> blob(String mediaType, byte[] content) throws IOException {
    var digest = Digest.of(content);
    Files.write(blobs.resolve(digest.hex()), content);
    return fields("mediaType", mediaType, "digest", digest.toString(), "size", content.length);
  }

  /// A JSON object with its fields in this order: keys and values by turns.
  private static Map<String, Object> fields(Object... keysAndValues) {
    Map<String, Object> fields = new LinkedHashMap<>();
    for (var i = 0; i < keysAndValues.length; i += 2) {
      fields.put(keysAndValues[i].toString(), keysAndValues[i + 1]);
    }
    return fields;
  }

  private static byte[] json(Map<String, Object> object) throws IOException {
    return JSON.std.asString(object).getBytes(UTF_8);
  }
}
