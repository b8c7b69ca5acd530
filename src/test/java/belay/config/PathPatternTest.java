package belay.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class PathPatternTest {
  private static final List<String> NAMES = List.of("environment", "service");

  private static PathPattern pattern(String text) {
    return PathPattern.parse(text, NAMES, NAMES);
  }

  @Test
  void whatExpandsMatchesBack() {
    var names = Map.of("environment", "eu-1", "service", "api");
    for (var text :
        List.of(
            "environments/{environment}/values/{service}.yaml",
            "{service}/values-{environment}.yaml",
            "a/{environment}/{service}/{service}.yaml",
            "{environment}.{service}",
            "strange [chars] (here)+*/{environment}/{service}.yaml")) {
      var path = pattern(text).expand(names);
      assertEquals(Optional.of(names), pattern(text).match(path), path);
    }
  }

  @Test
  void aNameThatStandsTwiceMustBeTheSame() {
    var pattern = pattern("{environment}/{service}/{service}.yaml");
    assertEquals(Optional.empty(), pattern.match("live/api/web.yaml"));
  }

  @Test
  void directoriesEndBeforeTheFirstOpenName() {
    var live = Map.of("environment", "live");
    assertEquals("e/live", pattern("e/{environment}/{service}.yaml").directory(live));
    assertEquals("values", pattern("values/{service}/{environment}.yaml").directory(live));
    assertEquals("v", pattern("v/x-{service}-{environment}.yaml").directory(live));
    assertEquals("", pattern("{environment}-{service}.yaml").directory(live));
  }
}
