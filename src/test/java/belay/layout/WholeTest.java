package belay.layout;

import static belay.layout.TestLayout.json;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import belay.failure.Failure;
import belay.failure.Kind;
import belay.layout.oci.Descriptor;
import belay.layout.oci.Manifest;
import belay.layout.oci.MediaTypes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Parts that do not belong together.
final class WholeTest {
  private static final String LAYER = "application/vnd.oci.image.layer.v1.tar";
  private static final String CONFIG = "application/vnd.oci.image.config.v1+json";

  @TempDir Path temp;
  private TestLayout layout = new TestLayout(Path.of("unset"));

  @BeforeEach
  void makeLayout() throws Exception {
    layout = TestLayout.in(temp.resolve("app"));
  }

  private Descriptor layer(int number) {
    try {
      return layout.blob(LAYER, new Tar().file("f", "layer " + number).end());
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private Descriptor image(String config, String layers) throws Exception {
    var blob = layout.blob(CONFIG, config.getBytes(UTF_8));
    return layout.blob(
        MediaTypes.OCI_MANIFEST,
        "{\"schemaVersion\":2,\"config\":%s,\"layers\":%s}"
            .formatted(json(blob, ""), layers)
            .getBytes(UTF_8));
  }

  private static String config(List<Descriptor> layers) {
    return "{\"os\":\"linux\",\"architecture\":\"amd64\",\"rootfs\":{\"diff_ids\":[%s]}}"
        .formatted(
            layers.stream()
                .map(layer -> "\"%s\"".formatted(layer.digest()))
                .collect(Collectors.joining(",")));
  }

  private static String list(List<Descriptor> layers) {
    return layers.stream().map(layer -> json(layer, "")).collect(Collectors.joining(",", "[", "]"));
  }

  private List<Descriptor> layers(int number) {
    return IntStream.range(0, number).mapToObj(this::layer).toList();
  }

  private Failure refused(Descriptor root) throws Exception {
    layout.root(json(root, ""));
    var failure =
        assertThrows(Failure.class, () -> Images.open(layout.folder(), new Choice.Only()).close());
    assertEquals(Kind.REFUSED, failure.kind());
    return failure;
  }

  private void taken(Descriptor root) throws Exception {
    layout.root(json(root, ""));
    Images.open(layout.folder(), new Choice.Only()).close();
  }

  @ParameterizedTest
  @CsvSource({
    "1, 0, 'the config names 1 layer, the manifest 0'",
    "3, 2, 'the config names 3 layers, the manifest 2'",
    "0, 1, 'the config names 0 layers, the manifest 1'",
  })
  void layersAreThoseOfTheConfiguration(int named, int there, String why) throws Exception {
    var image = image(config(layers(named)), list(layers(there)));
    assertEquals(why, refused(image).causes().getFirst());
    assertEquals(why, refused(layout.index(json(image, ""))).causes().getFirst());
    var nested = layout.index(json(layout.index(json(image, "")), ""));
    assertEquals(why, refused(nested).causes().getFirst());
  }

  @Test
  void noListOfLayersIsNone() throws Exception {
    assertEquals(
        "the config names 1 layer, the manifest 0",
        refused(image(config(layers(1)), "null")).causes().getFirst());
  }

  @Test
  void anUncompressedLayerIsTheOneNamed() throws Exception {
    var two = layers(2);
    var failure = refused(image(config(two), list(two.reversed())));
    assertTrue(failure.causes().getFirst().startsWith("as layer 1 the config names "));
    taken(image(config(two), list(two)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"rootfs\":\"none\"}", "{\"rootfs\":{}}", "[]", "a: b"})
  void anArtifactNamesNoLayers(String config) throws Exception {
    taken(image(config, list(layers(2))));
  }

  @Test
  void anIndexOfNothingIsNoImage() throws Exception {
    var empty = layout.index();
    var said = "\"%s\" holds an index with no image in it".formatted(layout.folder());
    assertEquals(said, refused(empty).what());
    assertEquals(said, refused(layout.index(json(empty, ""))).what());
    var docker =
        layout.blob(
            MediaTypes.DOCKER_INDEX,
            "{\"schemaVersion\":2,\"manifests\":[],\"annotations\":{\"a\":\"b\"}}".getBytes(UTF_8));
    var whole = image(config(layers(1)), list(layers(1)));
    assertEquals(said, refused(layout.index(json(whole, ""), json(docker, ""))).what());
  }

  @Test
  void theListOfDockerSaveHasWhatTheManifestLost() throws Exception {
    var layer = layer(1);
    var config = config(List.of(layer));
    var image = image(config, "[]");
    var blob = layout.blob(CONFIG, config.getBytes(UTF_8));
    layout.root(json(image, ""));
    var saved =
        "[{\"Config\":\"blobs/sha256/%s\",\"RepoTags\":[],\"Layers\":[\"blobs/sha256/%s\"]}]"
            .formatted(blob.digest().hex(), layer.digest().hex());
    var tar = new Tar();
    try (var files = Files.walk(layout.folder())) {
      for (var file : files.filter(Files::isRegularFile).toList()) {
        tar.file(layout.folder().relativize(file).toString(), Files.readAllBytes(file));
      }
    }
    var archive = temp.resolve("a.tar");
    Files.write(archive, tar.file("manifest.json", saved).end());
    try (var opened = Images.open(archive, new Choice.Only())) {
      var manifest = Manifest.parse(opened.root().mediaType(), opened.manifest(opened.root()));
      assertEquals(List.of(layer), manifest.layers());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'mediaType':'a/b','digest':'sha256:../../etc/passwd','size':1"
            + " | layers[0].digest is no digest: \"sha256:../../etc/passwd\"",
        "'mediaType':'a/b','digest':'sha256:0','size':-5 | layers[0].digest is no digest:"
            + " \"sha256:0\"",
        "'mediaType':'a/b','digest':'D','size':-5 | layers[0].size is negative: -5",
        "'mediaType':'a/b','digest':'D','size':'7' | layers[0].size is no number of bytes: \"7\"",
        "'mediaType':'a/b','digest':'D','size':1.5 | layers[0].size is no number of bytes: 1.5",
        "'mediaType':'a/b','digest':'D','size':99999999999999999999"
            + " | layers[0].size is larger than anything there is: 99999999999999999999",
        "'mediaType':'a/b','digest':'D' | layers[0].size is missing",
        "'mediaType':'a/b','size':1 | layers[0].digest is missing",
        "'digest':'D','size':1 | layers[0].mediaType is missing",
        "'mediaType':7,'digest':'D','size':1 | layers[0].mediaType is no text: 7",
      })
  void aDescriptorsFaultIsNamed(String fields, String said) throws Exception {
    var descriptor = fields.replace('\'', '"').replace("D", "sha256:" + "a".repeat(64));
    var failure = refused(image("{}", "[{%s}]".formatted(descriptor)));
    assertTrue(failure.causes().contains(said), failure.causes()::toString);
  }
}
