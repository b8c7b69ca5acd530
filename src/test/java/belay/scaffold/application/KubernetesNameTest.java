package belay.scaffold.application;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import belay.failure.Failure;
import belay.failure.Kind;
import belay.scaffold.template.KubernetesName;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class KubernetesNameTest {
  @ParameterizedTest
  @ValueSource(strings = {"a", "core-cqrs-command", "a1", "x-9"})
  void goodNamesPass(String name) {
    assertEquals(name, KubernetesName.SERVICE.check(name));
  }

  @ParameterizedTest
  @CsvSource({
    "Api, api",
    "core_cqrs, core-cqrs",
    "web.shop, web-shop",
    "-api-, api",
    "9lives, lives",
    "'käse', k-se",
    "'a b', a-b",
    "'', service",
    "'--', service"
  })
  void badNamesAreRefusedWithOneThatPasses(String name, String instead) {
    var failure = assertThrows(Failure.class, () -> KubernetesName.SERVICE.check(name));

    assertEquals(Kind.USAGE, failure.kind());
    assertEquals("name it " + instead, failure.help());
    assertEquals(instead, KubernetesName.SERVICE.check(instead));
  }

  @Test
  void aReleaseOfHelmEndsAt53Characters() {
    var longest = "a".repeat(53);
    assertEquals(longest, KubernetesName.SERVICE.check(longest));

    var failure = assertThrows(Failure.class, () -> KubernetesName.SERVICE.check(longest + "a"));

    assertEquals(
        "\"%s\" cannot be the name of a service: it has 54 characters and may have 53"
            .formatted(longest + "a"),
        failure.what());
    assertEquals("name it " + longest, failure.help());
  }

  @Test
  void anApplicationsNameIsCheckedWhole() {
    var stage = new Stage("e".repeat(30), "https://kubernetes.default.svc", "shop", false);
    var site =
        new GitOpsRepository(
            "https://git.example.com/x.git",
            "main",
            "shop",
            "argocd",
            "apps",
            true,
            List.of(stage));
    var service =
        new Service(
            "s".repeat(33),
            "platform",
            new ChartSource.Here("c"),
            java.util.Map.of(stage.environment(), "v.yaml"),
            Finalizer.NONE,
            java.util.Optional.empty());

    var failure = assertThrows(Failure.class, () -> Application.file(site, service));

    assertEquals(
        "\"%s-%s\" cannot be the name of an Application: it has 64 characters and may have 63"
            .formatted("s".repeat(33), "e".repeat(30)),
        failure.what());
  }
}
