package belay.layout;

import static java.nio.charset.StandardCharsets.UTF_8;

import belay.image.Digest;
import belay.layout.oci.Descriptor;
import belay.layout.oci.MediaTypes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/// Writes OCI image layouts for tests.
record TestLayout(Path folder) {
  static TestLayout in(Path folder) throws IOException {
    Files.createDirectories(folder.resolve("blobs/sha256"));
    Files.writeString(folder.resolve("oci-layout"), "{\"imageLayoutVersion\":\"1.0.0\"}");
    return new TestLayout(folder);
  }

  Descriptor blob(String mediaType, byte[] content) throws IOException {
    var digest = Digest.of(content);
    Files.write(path(digest), content);
    return new Descriptor(mediaType, digest, content.length);
  }

  Path path(Digest digest) {
    return folder.resolve("blobs/sha256").resolve(digest.hex());
  }

  /// A small image with one layer of this text.
  Descriptor image(String text) throws IOException {
    var layer = blob("application/vnd.oci.image.layer.v1.tar", new Tar().file("hello", text).end());
    var config =
        blob(
            "application/vnd.oci.image.config.v1+json",
            "{\"architecture\":\"amd64\",\"os\":\"linux\",\"rootfs\":{\"type\":\"layers\",\"diff_ids\":[\"%s\"]}}"
                .formatted(layer.digest())
                .getBytes(UTF_8));
    return blob(
        MediaTypes.OCI_MANIFEST,
        "{\"schemaVersion\":2,\"mediaType\":\"%s\",\"config\":%s,\"layers\":[%s]}"
            .formatted(MediaTypes.OCI_MANIFEST, json(config, ""), json(layer, ""))
            .getBytes(UTF_8));
  }

  Descriptor index(String... entries) throws IOException {
    return blob(MediaTypes.OCI_INDEX, indexJson(List.of(entries)).getBytes(UTF_8));
  }

  TestLayout root(String... entries) throws IOException {
    Files.writeString(folder.resolve("index.json"), indexJson(List.of(entries)));
    return this;
  }

  private static String indexJson(List<String> entries) {
    return "{\"schemaVersion\":2,\"manifests\":[%s]}"
        .formatted(entries.stream().collect(Collectors.joining(",")));
  }

  /// A descriptor as JSON.
  ///
  /// @param more further fields, such as `,"platform":{…}`
  static String json(Descriptor part, String more) {
    return "{\"mediaType\":\"%s\",\"digest\":\"%s\",\"size\":%d%s}"
        .formatted(part.mediaType(), part.digest(), part.size(), more);
  }

  static String named(String name) {
    return ",\"annotations\":{\"org.opencontainers.image.ref.name\":\"%s\"}".formatted(name);
  }

  static String on(String architecture) {
    return ",\"platform\":{\"os\":\"linux\",\"architecture\":\"%s\"}".formatted(architecture);
  }
}
