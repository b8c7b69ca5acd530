package belay.scaffold.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import belay.peers.Fetched;
import belay.peers.Tool;
import belay.scaffold.Crd;
import belay.scaffold.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What CI systems themselves say of the pipelines.
final class PipelinesTest {
  private static final Pattern USES = Pattern.compile("uses: [a-z-]+/[a-z-]+@(\\S+)");

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "registry.example.com/shop, contents: read",
    "ghcr.io/shop, packages: write",
    "123456789012.dkr.ecr.eu-west-1.amazonaws.com/shop, id-token: write",
    "europe-west1-docker.pkg.dev/shop/images, id-token: write",
    "shop.azurecr.io, id-token: write",
    "'', contents: read"
  })
  void actionlintTakesTheWorkflowForEveryRegistry(String registry, String permission)
      throws IOException {
    var text = GithubPipeline.file(pipeline(registry, List.of("staging", "production")));
    Files.writeString(folder.resolve("deploy.yml"), text);

    var said = Tool.run(folder, Fetched.actionlint().toString(), "-no-color", "deploy.yml");

    assertEquals("", new String(said, UTF_8));
    assertTrue(text.contains(permission), text);
    assertEquals(permission.equals("id-token: write"), text.contains("id-token"));
    assertFalse(text.contains("id-token") && text.contains("PASSWORD }}"), text);
    schema("vendor.github-workflows", "deploy.yml");
  }

  @Test
  void everyActionIsPinnedByItsCommit() {
    for (var registry :
        List.of("a.example.com", "123456789012.dkr.ecr.x.amazonaws.com", "gcr.io/x")) {
      var uses = USES.matcher(GithubPipeline.file(pipeline(registry, List.of("production"))));
      var count = 0;
      while (uses.find()) {
        count++;
        assertTrue(uses.group(1).matches("[0-9a-f]{40}"), uses.group());
      }
      assertTrue(count >= 3);
    }
  }

  @Test
  void laterEnvironmentsWaitForTheOnesBeforeThem() {
    var jobs =
        Crd.at(
            Crd.documents(
                    GithubPipeline.file(pipeline("ghcr.io/shop", List.of("qa", "staging", "live"))))
                .getFirst(),
            "jobs");

    assertEquals("services", Crd.at(jobs, "qa", "needs"));
    assertEquals(List.of("services", "qa"), Crd.at(jobs, "staging", "needs"));
    assertEquals(List.of("services", "staging"), Crd.at(jobs, "live", "needs"));
    assertEquals("live", Crd.at(jobs, "live", "environment"));
  }

  @Test
  void onlyTheFirstEnvironmentIsDeployedTo() {
    var pipeline = pipeline("ghcr.io/shop", List.of("qa", "staging", "live"));
    for (var text : List.of(GithubPipeline.file(pipeline), GitlabPipeline.file(pipeline))) {
      assertEquals(List.of("deploy --env qa"), commands(text, "deploy", "--env"));
      assertEquals(
          List.of("promote --to staging", "promote --to live"), commands(text, "promote", "--to"));
    }
  }

  private static List<String> commands(String text, String verb, String flag) {
    return Pattern.compile("belay (%s) .*?(%s \\S+)".formatted(verb, flag))
        .matcher(text)
        .results()
        .map(found -> found.group(1) + " " + found.group(2))
        .toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"registry.example.com/shop", ""})
  void gitlabsOwnSchemaTakesThePipeline(String registry) throws IOException {
    for (var environments : List.of(List.of("production"), List.of("qa", "staging", "live"))) {
      var text = GitlabPipeline.file(pipeline(registry, environments));
      Files.writeString(folder.resolve("gitlab-ci.yml"), text);

      schema("vendor.gitlab-ci", "gitlab-ci.yml");
      assertEquals(environments, Crd.at(Crd.documents(text).getFirst(), "stages"));
    }
  }

  @Test
  void theShellTakesTheScriptWhateverTheAddressIs() throws IOException {
    var pipeline =
        new Pipeline("/srv/it's here/$(rm -rf x).git", Optional.empty(), List.of("production"));
    Files.writeString(folder.resolve("ci-deploy.sh"), ShellPipeline.file(pipeline));

    Tool.run(folder, "bash", "-n", "ci-deploy.sh");
    var line =
        ShellPipeline.file(pipeline).lines().filter(l -> l.startsWith("GITOPS_REPO=")).toList();
    var said = Tool.run(folder, "bash", "-c", line.getFirst() + "\nprintf %s \"$GITOPS_REPO\"");
    assertEquals("/srv/it's here/$(rm -rf x).git", new String(said, UTF_8));
  }

  private void schema(String name, String file) throws IOException {
    var packages = Fetched.checkJsonschema().toString();
    Tool.run(
        folder,
        Map.of("PYTHONPATH", packages),
        "python3",
        "-m",
        "check_jsonschema",
        "--builtin-schema",
        name,
        file);
  }

  private static Pipeline pipeline(String registry, List<String> environments) {
    return new Pipeline(
        Samples.SITE.url(), Optional.of(registry).filter(r -> !r.isEmpty()), environments);
  }
}
