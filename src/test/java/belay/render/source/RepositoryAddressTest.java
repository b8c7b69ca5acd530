package belay.render.source;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Which addresses are of one repository.
final class RepositoryAddressTest {
  @ParameterizedTest
  @CsvSource({
    "https://git.example.com/ops/gitops.git, https://git.example.com/ops/gitops, true",
    "https://git.example.com/ops/gitops.git, https://git.example.com/ops/gitops/, true",
    "https://git.example.com/ops/gitops, git@git.example.com:ops/gitops.git, true",
    "https://git.example.com/ops/gitops, ssh://git@git.example.com/ops/gitops.git, true",
    "https://git.example.com/ops/gitops, ssh://git@git.example.com:22/ops/gitops, true",
    "https://git.example.com:443/ops/gitops, https://Git.Example.com/ops/gitops, true",
    "https://user@git.example.com/ops/gitops, http://git.example.com/ops/gitops, true",
    "git://127.0.0.1:9418/a.git, git://127.0.0.1:9419/a.git, false",
    "https://git.example.com:8443/ops/gitops, https://git.example.com/ops/gitops, false",
    "https://git.example.com/ops/gitops, https://git.example.com/ops/gitops2, false",
    "https://git.example.com/ops/gitops, https://git.example.org/ops/gitops, false",
    "file:///srv/git/a.git, /srv/git/a, true",
    "/srv/git/a, /srv/git/b, false"
  })
  void sameOrNot(String one, String other, boolean same) {
    assertEquals(
        List.of(same, same),
        List.of(RepositoryAddress.same(one, other), RepositoryAddress.same(other, one)),
        () -> RepositoryAddress.normalized(one) + " " + RepositoryAddress.normalized(other));
  }
}
