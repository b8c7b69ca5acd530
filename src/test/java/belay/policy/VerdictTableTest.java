package belay.policy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import belay.config.Config;
import belay.config.verify.Exemption;
import belay.config.verify.Rule;
import belay.manifest.ImageFinder;
import belay.manifest.KubeObject;
import belay.manifest.ManifestImage;
import java.io.IOException;
import java.nio.file.Files;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// The verifier's own answers to the table of verdicts.
final class VerdictTableTest {
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 29);

  @TestFactory
  Stream<DynamicTest> theVerifierAnswersAsTheTable() throws IOException {
    var exemptions = exemptions();
    return VerdictCase.all().stream()
        .map(row ->
            dynamicTest(row.line(), () -> assertEquals(row.allowed(), allows(row, exemptions))));
  }

  private static boolean allows(VerdictCase row, List<Exemption> exemptions) {
    var object = KubeObject.read("it.yaml", row.object().getBytes(UTF_8)).getFirst();
    var images = new ImageFinder().find(object).stream().filter(ManifestImage::certain).toList();
    assertEquals(2, images.size(), "the sound one and the other");
    return images.stream()
        .allMatch(image ->
            Rule.of(image.form(), row.tagsAllowed())
                .filter(rule -> exemptions.stream().noneMatch(one -> covers(one, rule, image)))
                .isEmpty());
  }

  private static boolean covers(Exemption exemption, Rule rule, ManifestImage image) {
    return exemption.lifts(rule)
        && exemption.coversImage(image.reference())
        && exemption.coversNamespace(image.object().namespace())
        && exemption.coversResource(image.object().toString());
  }

  /// Those that hold today.
  static List<Exemption> exemptions() throws IOException {
    var yaml = Files.readAllBytes(VerdictCase.FOLDER.resolve("belay.yaml"));
    return Config.parse("belay.yaml", yaml).verify().exemptions().stream()
        .filter(one -> !one.isOver(TODAY))
        .toList();
  }

  @Test
  void theTableIsLargeEnough() throws IOException {
    var all = VerdictCase.all();
    assertTrue(all.size() >= 80, all.size() + " cases");
    assertTrue(all.stream().filter(VerdictCase::allowed).count() >= 40);
  }
}
