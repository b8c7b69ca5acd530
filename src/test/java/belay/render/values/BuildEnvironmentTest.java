package belay.render.values;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import belay.render.object.ApplicationObject;
import belay.yaml.tree.YamlTree;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Variables in texts, as Go's `os.Expand` fills them in for Argo CD.
final class BuildEnvironmentTest {
  private static final String APPLICATION =
      """
      metadata: {name: api}
      spec:
        project: shop
        destination: {namespace: prod}
        source: {repoURL: "https://git.example.com/a", path: charts/api, targetRevision: main}
      """;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "$ARGOCD_APP_NAME | api",
        "${ARGOCD_APP_NAME}-x | api-x",
        "$ARGOCD_APP_NAMEx | ''",
        "$ARGOCD_APP_NAMESPACE/$ARGOCD_APP_PROJECT_NAME | prod/shop",
        "$ARGOCD_APP_REVISION_SHORT $ARGOCD_APP_REVISION_SHORT_8 | 0123456 01234567",
        "$ARGOCD_APP_SOURCE_PATH@$ARGOCD_APP_SOURCE_TARGET_REVISION | charts/api@main",
        "$$HOME | $HOME",
        "$HOME | ''",
        "a $ b | a $ b",
        "cost$ | cost$",
        "${ | ''",
        "${} | ''",
        "$/x | $/x",
        "$1x | x"
      })
  void filledIn(String text, String expected) {
    var root = YamlTree.parse("app.yaml", APPLICATION.getBytes(UTF_8)).root();
    var application = new ApplicationObject("app.yaml", root, Optional.empty(), Map.of());
    var environment =
        BuildEnvironment.of(application.sources().getFirst(), "api", "0123456789abcdef");
    assertEquals(expected, environment.expand(text));
  }
}
