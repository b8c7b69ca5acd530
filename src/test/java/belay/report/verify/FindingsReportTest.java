package belay.report.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;

import belay.config.verify.Rule;
import belay.config.verify.Severity;
import belay.deliver.verify.VerifyRequest.Layer;
import belay.deliver.verify.VerifyResult;
import belay.deliver.verify.VerifyResult.Checked;
import belay.deliver.verify.finding.Finding;
import belay.deliver.verify.finding.GitPlace;
import belay.deliver.verify.finding.Occurrence;
import belay.peers.Fetched;
import belay.peers.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The forms of one answer, each compared as a whole and read by what reads it elsewhere.
final class FindingsReportTest {
  private static final Path CASES = Path.of("src/test/cases/verify/report");
  private static final VerifyResult RESULT =
      new VerifyResult(
          "work tree",
          EnumSet.allOf(Layer.class),
          List.of(
              new Finding(
                  Rule.VALUES_TAG,
                  Severity.VIOLATION,
                  new GitPlace("environments/production/values/a pi.yaml", 3, 8),
                  List.of("production", "staging"),
                  List.of("api"),
                  List.of("api-production", "api-staging"),
                  List.of(
                      shown("api-production", "Deployment/api", "api"),
                      shown("api-production", "Deployment/api", "proxy"),
                      shown("api-production", "Job/a", "a"),
                      shown("api-staging", "Deployment/api", "api"),
                      shown("api-staging", "Job/a", "a")),
                  "api is named by the tag \"1.4 <&> \u0007\"",
                  "belay deploy api --tag TAG --env production"),
              new Finding(
                  Rule.PROJECT_WILDCARD,
                  Severity.WARNING,
                  new GitPlace("applications/project.yaml", 7, 5),
                  List.of(),
                  List.of(),
                  List.of(),
                  List.of(),
                  "the AppProject \"shop\" takes manifests from every repository",
                  "")),
          new Checked(
              List.of("environments/production/values/web.yaml"), List.of("web-production"), 6, 1),
          List.of("nothing of interest"),
          List.of());

  @TempDir Path folder;

  private static Occurrence shown(String application, String resource, String container) {
    return new Occurrence(application, "shop", resource, container, "registry.example.com/api:1.4");
  }

  @Test
  void forPeople() throws IOException {
    is("text.txt", VerifyReport.text(RESULT));
  }

  @Test
  void forPrograms() throws IOException {
    is("answer.json", VerifyReport.document(RESULT).json() + "\n");
  }

  @Test
  void forCodeScanning() throws IOException {
    var sarif = SarifReport.of(RESULT, "1.2.3") + "\n";
    is("report.sarif", sarif);
    var file = Files.writeString(folder.resolve("report.sarif"), sarif);
    Tool.run(
        folder,
        Map.of("PYTHONPATH", Fetched.checkJsonschema().toString()),
        "python3",
        "-m",
        "check_jsonschema",
        "--schemafile",
        Fetched.sarifSchema().toString(),
        file.toString());
  }

  @Test
  void asATestReport() throws Exception {
    var junit = JunitReport.of(RESULT);
    is("report.xml", junit);
    var file = Files.writeString(folder.resolve("report.xml"), junit);
    var suite =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(file.toFile())
            .getDocumentElement();
    assertEquals("4", suite.getAttribute("tests"));
    assertEquals("1", suite.getAttribute("failures"));
    assertEquals(4, suite.getElementsByTagName("testcase").getLength());
    assertEquals(1, suite.getElementsByTagName("failure").getLength());
  }

  private static void is(String name, String text) throws IOException {
    var file = CASES.resolve(name);
    if ("update".equals(System.getProperty("golden"))) {
      Files.writeString(file, text);
    }
    assertEquals(Files.readString(file), text);
  }
}
