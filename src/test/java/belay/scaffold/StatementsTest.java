package belay.scaffold;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import belay.failure.Failure;
import belay.failure.Kind;
import belay.scaffold.application.GitOpsRepository;
import belay.scaffold.application.Stage;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// What generated files say of others is so: a file that is named is there, and what is promised of
/// an environment is said only where there is one.
final class StatementsTest {
  private static final Pattern ROW = Pattern.compile("(?m)^\\| `([A-Za-z][^`<{]*)` \\|");

  private static Stage stage(String name, boolean tilt) {
    return new Stage(name, "https://kubernetes.default.svc", "shop-" + name, tilt);
  }

  private static Map<String, String> files(
      String project, Structure.Wishes wishes, Stage... stages) {
    var site =
        new GitOpsRepository(
            "https://git.example.com/shop.git",
            "main",
            project,
            "argocd",
            "applications",
            true,
            List.of(stages));
    return Structure.files(site, Samples.LAYOUT, wishes);
  }

  private static Structure.Wishes wishes(boolean permissive, boolean set, boolean updater) {
    return new Structure.Wishes(permissive, set, Optional.empty(), updater, List.of(), List.of());
  }

  private static String file(Map<String, String> files, String path) {
    return Optional.ofNullable(files.get(path)).orElseThrow();
  }

  @Test
  void everyFileThatTheReadmeNamesIsThere() {
    for (var project : List.of("shop", "default")) {
      for (var choice = 0; choice < 16; choice++) {
        var wishes = wishes((choice & 1) > 0, (choice & 2) > 0, (choice & 4) > 0);
        var files = files(project, wishes, stage("staging", (choice & 8) > 0));
        var readme = file(files, "README.md");
        ROW.matcher(readme)
            .results()
            .map(row -> row.group(1))
            .forEach(named ->
                assertTrue(
                    files.keySet().stream().anyMatch(path -> path.startsWith(named)),
                    named + " in " + files.keySet()));
        for (var folder : List.of("projects/", "argocd/", "Tiltfile")) {
          assertEquals(
              files.keySet().stream().anyMatch(path -> path.startsWith(folder)),
              readme.contains("| `" + folder + "` |"),
              folder);
        }
        var apply = readme.lines().filter(l -> l.startsWith("kubectl apply")).findFirst().get();
        assertEquals(readme.contains("| `projects/` |"), apply.contains(" -f projects/"), apply);
        assertEquals(readme.contains("| `argocd/` |"), apply.contains(" -f argocd/"), apply);
      }
    }
  }

  @Test
  void oneEnvironmentIsPromotedToNone() {
    var wishes =
        new Structure.Wishes(
            false, false, Optional.empty(), false, List.of(), List.of(Structure.Ci.values()));
    var one = files("shop", wishes, stage("live", false));
    var two = files("shop", wishes, stage("qa", false), stage("live", false));
    for (var path :
        List.of("ci/github/deploy.yml", "ci/gitlab/.gitlab-ci.yml", "ci/ci-deploy.sh")) {
      assertFalse(comments(file(one, path)).contains("promotes"), path);
      assertTrue(comments(file(two, path)).contains("promotes"), path);
    }
  }

  @Test
  void aPipelineNeedsAnEnvironmentThatItDeploysTo() {
    var wishes =
        new Structure.Wishes(
            false, false, Optional.empty(), false, List.of(), List.of(Structure.Ci.github));
    var failure =
        assertThrows(Failure.class, () -> files("shop", wishes, stage("development", true)));
    assertEquals(Kind.USAGE, failure.kind());
  }

  private static String comments(String text) {
    return String.join("\n", text.lines().filter(line -> line.startsWith("#")).toList());
  }

  @Test
  void anEnvironmentOfTiltIsCalledByItsNameAndHasNoRuleAboutTags() {
    var files = files("shop", wishes(false, false, false), stage("sandbox", true));
    assertFalse(file(files, "README.md").contains("No tags in"));
    assertTrue(
        file(files, "environments/sandbox/kustomization.yaml").startsWith("# What sandbox needs"));
  }

  @Test
  void bytesAreNotPromisedOfEveryChart() {
    var readme =
        file(files("shop", wishes(false, false, false), stage("live", false)), "README.md")
            .replace('\n', ' ');
    assertTrue(
        readme.contains("wherever a chart takes its image from there, the commit says exactly"),
        readme);
    assertFalse(readme.contains("every commit"), readme);
  }
}
