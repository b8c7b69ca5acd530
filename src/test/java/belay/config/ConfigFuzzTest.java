package belay.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import belay.failure.Failure;
import belay.failure.Kind;
import belay.peers.Fuzz;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Files `belay.yaml` that are damaged: each is read, or refused with its place.
final class ConfigFuzzTest {
  private static final String WHOLE =
      """
      schema: belay/v1
      environments:
        - name: development
          images: any
        - {name: staging, protect: true, soak: 2h, requireFrom: [development]}
        - name: production
          freeze: [{days: [sat, sun], timezone: Europe/Berlin, reason: weekend}]
      paths: {values: "environments/{environment}/values/{service}.yaml"}
      image: {keys: {repository: graph}, path: app.image, registry: global.imageRegistry}
      registry: registry.example.com/team
      services:
        api: {images: {main: 'containers[name=api].image', side: {path: $, keys: {tag: v}}}}
      argocd: {server: https://argocd.example.com, namespace: argocd}
      commit: {message: "Deploy {service}@{digest:short}"}
      """;

  @Test
  void aFileIsReadOrRefusedWithItsPlace() {
    Fuzz.damaged(
        List.of(WHOLE.getBytes(UTF_8)),
        "{}[]:,-#&*!|>'\"%@` \n\t\\$.=",
        bytes -> {
          try {
            assertFalse(Config.parse("belay.yaml", bytes).environments().isEmpty());
          } catch (Failure refused) {
            assertEquals(Kind.USAGE, refused.kind(), refused.what());
            assertEquals("belay.yaml", refused.what().split(":", 2)[0], refused.what());
          }
        });
  }
}
