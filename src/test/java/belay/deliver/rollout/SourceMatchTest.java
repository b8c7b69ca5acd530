package belay.deliver.rollout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// One repository has many addresses.
final class SourceMatchTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://git.example.com/ops/shop.git",
        "https://ada@git.example.com/ops/shop",
        "https://git.example.com:443/ops/shop.git/",
        "git@git.example.com:ops/shop.git",
        "git.example.com:ops/shop",
        "ssh://git@git.example.com:22/ops/shop.git",
        "ssh://git@Git.Example.com/ops/shop.git"
      })
  void isTheSameHoweverItIsSpokenTo(String url) {
    assertEquals("git.example.com/ops/shop", SourceMatch.plain(url));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://git.example.com:8443/ops/shop.git",
        "https://git.example.com/ops/shop-gitops.git",
        "https://other.example.com/ops/shop.git",
        "oci://git.example.com/ops/shop/api"
      })
  void isAnotherWhereHostPortOrPathAreOthers(String url) {
    assertNotEquals("git.example.com/ops/shop", SourceMatch.plain(url));
  }
}
