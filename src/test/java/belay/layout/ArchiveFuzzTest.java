package belay.layout;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertFalse;

import belay.failure.Failure;
import belay.layout.oci.Manifest;
import belay.layout.oci.MediaTypes;
import belay.peers.Fuzz;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Archives that are damaged: each is read as an image, or refused as one that cannot be.
final class ArchiveFuzzTest {
  @TempDir Path folder;

  @Test
  void anArchiveIsReadOrRefused() throws IOException {
    var plain = layout();
    Fuzz.damaged(List.of(plain, gzip(plain), saved()), "/.0 \0\"{}[]:,x5Lg", this::attempt);
  }

  @Test
  void aManifestIsReadOrRefused() {
    var index =
        "{\"schemaVersion\":2,\"manifests\":[{\"mediaType\":\"%s\",\"digest\":\"sha256:%s\",\"size\":12,\"platform\":{\"os\":\"linux\",\"architecture\":\"amd64\"}}]}"
            .formatted(MediaTypes.OCI_MANIFEST, "ab".repeat(32));
    Fuzz.damaged(
        List.of(index.getBytes(UTF_8)),
        "{}[]:,\"\\u0-e.",
        bytes -> {
          try {
            Manifest.parse(MediaTypes.OCI_INDEX, bytes).manifests();
          } catch (Failure refused) {
            assertFalse(refused.what().isBlank());
          }
        });
  }

  private void attempt(byte[] bytes) {
    var file = folder.resolve("image.tar");
    try {
      Files.write(file, bytes);
      try (var image = Images.open(file, Optional.empty())) {
        ArchiveTest.verifyAll(image, image.root());
      }
    } catch (Failure refused) {
      assertFalse(refused.what().isBlank());
      assertFalse(refused.help().isBlank());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private byte[] layout() throws IOException {
    var layout = TestLayout.in(folder.resolve("app"));
    layout.root(TestLayout.json(layout.image("hello"), ""));
    var tar = new Tar().pax("path", "oci-layout");
    try (var files = Files.walk(layout.folder())) {
      for (var file : files.filter(Files::isRegularFile).sorted().toList()) {
        tar.file(layout.folder().relativize(file).toString(), Files.readAllBytes(file));
      }
    }
    return tar.end();
  }

  private static byte[] saved() {
    var layer = new Tar().file("hello", "hello").end();
    return new Tar()
        .file("config.json", "{\"architecture\":\"amd64\",\"os\":\"linux\"}")
        .file("a/layer.tar", layer)
        .link('2', "b/layer.tar", "../a/layer.tar")
        .file(
            "manifest.json",
            "[{\"Config\":\"config.json\",\"RepoTags\":[\"a:1\"],\"Layers\":[\"a/layer.tar\",\"b/layer.tar\"]}]")
        .end();
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    var out = new ByteArrayOutputStream();
    try (var packed = new GZIPOutputStream(out)) {
      packed.write(bytes);
    }
    return out.toByteArray();
  }
}
