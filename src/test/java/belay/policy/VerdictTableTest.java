package belay.policy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import belay.config.Config;
import belay.config.verify.Exemption;
import belay.config.verify.Rule;
import belay.config.verify.Severity;
import belay.config.verify.VerifyConfig;
import belay.deliver.admission.ClusterPolicies;
import belay.deliver.admission.PolicyRequest;
import belay.manifest.ImageFinder;
import belay.manifest.KubeObject;
import belay.manifest.ManifestImage;
import java.io.IOException;
import java.nio.file.Files;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// The verifier's own answers to the table of verdicts.
final class VerdictTableTest {
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 29);

  @TestFactory
  Stream<DynamicTest> theVerifierAnswersAsTheTable() throws IOException {
    var verify = config().verify();
    return VerdictCase.all().stream()
        .map(
            row -> dynamicTest(row.line(), () -> assertEquals(row.allowed(), allows(row, verify))));
  }

  private static boolean allows(VerdictCase row, VerifyConfig verify) {
    var object = KubeObject.read("it.yaml", row.object().getBytes(UTF_8)).getFirst();
    var images = new ImageFinder().find(object).stream().filter(ManifestImage::certain).toList();
    assertEquals(2, images.size(), "the sound one and the other");
    var environment = row.namespace().equals("sandbox") ? "sandbox" : "production";
    return images.stream()
        .allMatch(image ->
            Rule.of(image.form(), row.tagsAllowed())
                .filter(
                    rule -> verify.severity(rule, Optional.of(environment)) == Severity.VIOLATION)
                .filter(
                    rule -> verify.exemptions().stream().noneMatch(one -> covers(one, rule, image)))
                .isEmpty());
  }

  private static boolean covers(Exemption exemption, Rule rule, ManifestImage image) {
    return !exemption.isOver(TODAY)
        && exemption.lifts(rule)
        && exemption.coversImage(image.reference())
        && exemption.coversNamespace(image.object().namespace())
        && exemption.coversResource(image.object().toString());
  }

  private static Config config() throws IOException {
    return Config.parse("belay.yaml", Files.readAllBytes(VerdictCase.FOLDER.resolve("belay.yaml")));
  }

  /// What `belay policy` makes policies from for this configuration.
  ///
  /// @param tags whether tags may stand beside digests, in a namespace of their own
  static PolicyInput input(boolean tags) throws IOException {
    var request =
        new PolicyRequest(PolicyEngine.VAP, List.of(), List.of(), List.of(), PolicyAction.DENY);
    var input = ClusterPolicies.input(config(), request, TODAY);
    return tags
        ? new PolicyInput(
            List.of("tagged"), input.exemptions(), true, input.accounts(), PolicyAction.DENY)
        : input;
  }

  @Test
  void theTableIsLargeEnough() throws IOException {
    var all = VerdictCase.all();
    assertTrue(all.size() >= 80, all.size() + " cases");
    assertTrue(all.stream().filter(VerdictCase::allowed).count() >= 40);
  }
}
