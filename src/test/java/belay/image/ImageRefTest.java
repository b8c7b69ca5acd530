package belay.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import belay.failure.Failure;
import belay.failure.Kind;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ImageRefTest {
  private static final String HEX =
      "93b60ebb48f2cb68f72a01e73ea4ee5ed3a5c8596aecf8c43ef7a7b5990f541e";

  @ParameterizedTest
  @CsvSource({
    "nginx, docker.io/library/nginx",
    "nginx:1.27, docker.io/library/nginx:1.27",
    "ameide/core, docker.io/ameide/core",
    "index.docker.io/ameide/core:1, docker.io/ameide/core:1",
    "registry-1.docker.io/library/nginx, docker.io/library/nginx",
    "localhost/a:b, localhost/a:b",
    "localhost:5000/a/b__c/d-e.f, localhost:5000/a/b__c/d-e.f",
    "Registry.Example.COM/a:V1, registry.example.com/a:V1",
    "[::1]:5000/a:1, [::1]:5000/a:1",
    "ghcr.io/acme/api:1.4.2, ghcr.io/acme/api:1.4.2",
    "ghcr.io/acme/api@sha256:" + HEX + ", ghcr.io/acme/api@sha256:" + HEX,
    "ghcr.io/acme/api:1.4.2@sha256:" + HEX + ", ghcr.io/acme/api@sha256:" + HEX,
    "ghcr.io/acme/api@sha512:" + HEX + HEX + ", ghcr.io/acme/api@sha512:" + HEX + HEX,
  })
  void readsWhatTheGrammarAllows(String text, String normal) {
    var reference = ImageRef.parse(text);
    assertEquals(normal, reference.toString());
    assertEquals(reference, ImageRef.parse(normal));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ":1",
        "@sha256:" + HEX,
        "a:",
        "a:b:c",
        "A/b:1",
        "ghcr.io/Acme/api:1",
        "ghcr.io/acme//api",
        "ghcr.io/acme/api/",
        "ghcr.io/acme/api:-x",
        "ghcr.io/acme/api@sha256:abc",
        "ghcr.io/acme/api@sha256:" + HEX + "0",
        "ghcr.io/acme/api@md5:abc",
        "ghcr.io/acme/api:1@",
        "ghcr.io/../etc/passwd",
        "https://ghcr.io/acme/api",
        "ghcr.io/acme/api:1 ",
        "ghcr.io:999999/a",
      })
  void refusesTheRestAsAUsageError(String text) {
    var failure = assertThrows(Failure.class, () -> ImageRef.parse(text));
    assertEquals(Kind.USAGE, failure.kind());
    assertTrue(!failure.help().isEmpty());
  }

  @ParameterizedTest
  @CsvSource({
    "NGINX:1, NGINX",
    "Acme/api, Acme/api",
    "a:b:c, a:b",
    "Ghcr.io/Acme/api:1, Ghcr.io/Acme/api",
    "index.docker.io/A, index.docker.io/A",
  })
  void quotesWhatWasTyped(String text, String quoted) {
    var failure = assertThrows(Failure.class, () -> ImageRef.parse(text));
    assertEquals("not an image repository: \"%s\"".formatted(quoted), failure.what());
  }

  @ParameterizedTest
  @CsvSource({
    "linux/arm64, linux/arm64/v8, true",
    "linux/arm64/v8, linux/arm64, true",
    "linux/arm, linux/arm/v7, true",
    "linux/arm/v6, linux/arm/v7, false",
    "linux/amd64, linux/arm64, false",
  })
  void aPlatformAcceptsItsVariants(String wanted, String offered, boolean accepted) {
    assertEquals(accepted, Platform.parse(wanted).accepts(Platform.parse(offered)));
  }
}
