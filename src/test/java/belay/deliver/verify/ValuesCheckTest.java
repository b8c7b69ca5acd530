package belay.deliver.verify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import belay.config.Config;
import belay.deliver.verify.finding.Exemptions;
import belay.deliver.verify.finding.Findings;
import belay.yaml.image.ValuesFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Each file of `src/test/cases/verify/values` is a values file of `api` in an environment by
/// digest and in one by tags; beside it stands what is found.
final class ValuesCheckTest {
  private static final Path CASES = Path.of("src/test/cases/verify/values");
  private static final Config CONFIG =
      Config.parse(
          "belay.yaml",
          """
          environments:
            - {name: development, images: any}
            - name: production
          verify:
            exemptions:
              - repositories: [registry.example.com/tools]
                reason: the platform team's own
                until: 2027-01-31
          """
              .getBytes(UTF_8));

  @TestFactory
  Stream<DynamicTest> valuesFilesAreJudged() throws IOException {
    try (var files = Files.list(CASES)) {
      return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList().stream()
          .map(file -> dynamicTest(file.getFileName().toString(), () -> check(file)));
    }
  }

  private static void check(Path file) throws IOException {
    var bytes = Files.readAllBytes(file);
    var found = new StringBuilder();
    for (var environment : CONFIG.environments()) {
      found.append(environment.name()).append('\n').append(found(environment.name(), bytes));
    }
    var expected = file.resolveSibling(file.getFileName().toString().replace(".yaml", ".txt"));
    if ("update".equals(System.getProperty("golden"))) {
      Files.writeString(expected, found);
    }
    assertEquals(Files.readString(expected), found.toString());
  }

  private static String found(String environment, byte[] bytes) {
    var findings = new Findings(CONFIG.verify());
    var exemptions = new Exemptions(CONFIG.verify().exemptions(), LocalDate.of(2026, 11, 29));
    var checked =
        ValuesCheck.check(CONFIG, environment, "api", "api.yaml", bytes, findings, exemptions);
    var text =
        findings.all().stream()
            .map(one ->
                "  %s %s %s: %s%n    %s%n"
                    .formatted(one.severity(), one.rule(), one.place(), one.message(), one.help()))
            .collect(Collectors.joining());
    var approved =
        checked.approved().stream()
            .map(one -> "  approved %s@%s%n".formatted(one.repository(), one.digest()))
            .collect(Collectors.joining());
    return text
        + approved
        + checked.fixes().stream().map(fix -> fixed(fix, bytes)).collect(Collectors.joining());
  }

  /// What a cure makes of the file, which must be fine then.
  private static String fixed(ValuesFix fix, byte[] bytes) {
    var mended =
        ValuesFile.parse(fix.file(), bytes).pin(fix.naming(), fix.repository(), fix.digest());
    var again = mended.pin(fix.naming(), fix.repository(), fix.digest());
    assertArrayEquals(mended.bytes(), again.bytes());
    return "  mended:\n" + new String(mended.bytes(), UTF_8).indent(4);
  }
}
