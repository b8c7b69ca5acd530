package belay.layout.oci;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import belay.failure.Failure;
import belay.failure.Kind;
import belay.image.Digest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ManifestTest {
  private static final String PART =
      "{\"mediaType\":\"a/b\",\"digest\":\"%s\",\"size\":3}".formatted(Digest.of(new byte[3]));

  private static Manifest parse(String announced, String json) {
    return Manifest.parse(announced, json.replace("PART", PART).getBytes(UTF_8));
  }

  @ParameterizedTest
  @CsvSource(
      value = {
        MediaTypes.OCI_INDEX + ", " + MediaTypes.OCI_INDEX,
        MediaTypes.DOCKER_INDEX + "; charset=utf-8, " + MediaTypes.DOCKER_INDEX,
        "'', " + MediaTypes.OCI_INDEX,
        "text/plain, text/plain",
      })
  void theTypeAnnouncedCountsWhereTheDocumentSaysNothing(String announced, String type) {
    assertEquals(type, parse(announced, "{\"manifests\":[PART]}").mediaType());
  }

  @Test
  void aTypeThatIsNoManifestsGivesWayToTheDocuments() {
    var json = "{\"mediaType\":\"%s\",\"config\":PART}".formatted(MediaTypes.DOCKER_MANIFEST);
    assertEquals(MediaTypes.DOCKER_MANIFEST, parse("application/json", json).mediaType());
    assertEquals(3, parse("", json).config().orElseThrow().size());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"mediaType\":\"application/vnd.oci.image.manifest.v1+json\",\"manifests\":[PART]}",
        "{\"manifests\":[PART],\"layers\":[PART]}",
        "{\"manifests\":{}}",
        "{\"layers\":[PART]}"
      })
  void whatCouldBeReadInTwoWaysIsRefused(String json) {
    for (var announced : new String[] {MediaTypes.OCI_INDEX, MediaTypes.DOCKER_INDEX}) {
      var failure = assertThrows(Failure.class, () -> parse(announced, json));
      assertEquals(Kind.REFUSED, failure.kind());
    }
  }
}
