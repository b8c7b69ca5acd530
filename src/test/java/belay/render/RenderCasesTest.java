package belay.render;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import belay.cli.Ran;
import belay.peers.HelmPrograms;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// Each file of `cases/render` is a repository and all that `belay render` prints of it, with the
/// helm and the kustomize that Argo CD has; `-Dgolden=update` renews what is printed.
final class RenderCasesTest {
  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path folder;

  @TestFactory
  Stream<DynamicTest> everyCase() throws IOException {
    var all = RenderCase.all();
    assertTrue(all.size() > 30, "the cases are there");
    return all.stream().map(one -> dynamicTest(one.name(), () -> check(one)));
  }

  private void check(RenderCase one) throws IOException {
    var place = Files.createDirectories(folder.resolve(one.name()));
    one.repository(place, "https://git.example.com");
    var ran =
        Ran.in(
            place,
            "render",
            "-R",
            place.toString(),
            "--helm",
            HelmPrograms.helm4().toString(),
            "--kustomize",
            HelmPrograms.kustomize().toString());
    if ("update".equals(System.getProperty("golden"))) {
      one.renew(ran.out(), ran.err(), ran.code());
      return;
    }
    assertEquals(one.expected(RenderCase.OUT), ran.out());
    assertEquals(one.expected(RenderCase.ERR), ran.err());
    assertEquals(one.expected(RenderCase.CODE), ran.code() == 0 ? "" : ran.code() + "\n");
  }
}
