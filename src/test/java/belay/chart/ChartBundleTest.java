package belay.chart;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import belay.failure.Failure;
import belay.failure.Kind;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Charts as they lie in folders.
final class ChartBundleTest {
  @TempDir Path folder;

  private void write(String path, String text) throws IOException {
    var file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private void chart(String path, String name, String more) throws IOException {
    write(
        path + "/Chart.yaml", "apiVersion: v2\nname: %s\nversion: 1.0.0\n%s".formatted(name, more));
  }

  @Test
  void whatChartsShareComesTogether() throws IOException {
    chart("a", "a", "dependencies:\n- {name: lib, alias: l, repository: 'file://../lib'}\n");
    chart("b", "b", "dependencies:\n- {name: lib, repository: 'https://x.example.com'}\n");
    chart("lib", "lib", "type: library\n");
    chart("c", "c", "");
    chart("a/charts/sub", "sub", "");
    write("a/templates/x/a.yaml", "a: b\n");
    var bundles =
        ChartBundle.read(
            folder,
            List.of(
                folder.resolve("a"),
                folder.resolve("b"),
                folder.resolve("lib"),
                folder.resolve("c")));
    assertEquals(
        List.of(List.of("a", "b", "lib"), List.of("c")),
        bundles.stream().map(ChartBundle::mains).toList());
    var a = bundles.getFirst().chart("a");
    assertEquals(
        List.of("l lib", "sub a/charts/sub"),
        a.dependencies().stream().map(part -> part.key() + " " + part.path().orElse("")).toList());
    assertEquals("a/templates/x/a.yaml", a.templates().get("x/a.yaml"));
    assertTrue(bundles.getFirst().chart("lib").library());
  }

  @Test
  void nothingLeadsOutOfTheLimit() throws IOException {
    write("secret.yaml", "a: b\n");
    chart("in/a", "a", "dependencies:\n- {name: out, repository: 'file://../../out'}\n");
    chart("out", "out", "");
    Files.createDirectories(folder.resolve("in/a/templates"));
    Files.createSymbolicLink(
        folder.resolve("in/a/templates/s.yaml"), folder.resolve("secret.yaml"));
    var bundle = ChartBundle.read(folder.resolve("in"), List.of(folder.resolve("in/a"))).getFirst();
    assertEquals(Set.of("a/Chart.yaml"), bundle.files().keySet());
    assertEquals(Optional.empty(), bundle.chart("a").dependencies().getFirst().path());
  }

  @Test
  void aPackedChartGivesItsDefinitions() throws IOException {
    chart("a", "a", "dependencies:\n- {name: common, repository: 'https://x.example.com'}\n");
    Files.createDirectories(folder.resolve("a/charts"));
    try (var out =
        new GZIPOutputStream(Files.newOutputStream(folder.resolve("a/charts/common-2.0.0.tgz")))) {
      entry(out, "common/templates/_images.tpl", "{{ define \"x\" }}{{ end }}");
      entry(out, "common/templates/deployment.yaml", "a: b\n");
      entry(out, "../../etc/_x.tpl", "c\n");
      out.write(new byte[1024]);
    }
    var bundle = ChartBundle.read(folder, List.of(folder.resolve("a"))).getFirst();
    var packed = bundle.files().keySet().stream().filter(ChartBundle::isPacked).toList();
    assertEquals(List.of("a/charts/common-2.0.0.tgz!/templates/_images.tpl"), packed);
    assertTrue(bundle.chart("a").dependencies().getFirst().packed());
  }

  @Test
  void anArchiveThatIsNoneIsPassedOver() throws IOException {
    chart("a", "a", "");
    write("a/charts/x-1.tgz", "no archive");
    var bundle = ChartBundle.read(folder, List.of(folder.resolve("a"))).getFirst();
    assertFalse(bundle.files().keySet().stream().anyMatch(ChartBundle::isPacked));
  }

  @Test
  void aFolderThatIsNoChartIsRefused() throws IOException {
    Files.createDirectories(folder.resolve("empty"));
    var failure =
        assertThrows(
            Failure.class, () -> ChartBundle.read(folder, List.of(folder.resolve("empty"))));
    assertEquals(Kind.USAGE, failure.kind());
    assertEquals("\"empty\" is no Helm chart: it has no Chart.yaml", failure.what());
  }

  private static void entry(OutputStream out, String path, String text) throws IOException {
    var content = text.getBytes(UTF_8);
    var header = new byte[512];
    System.arraycopy(path.getBytes(UTF_8), 0, header, 0, path.length());
    var size = "%011o".formatted(content.length).getBytes(UTF_8);
    System.arraycopy(size, 0, header, 124, size.length);
    header[156] = '0';
    out.write(header);
    out.write(Arrays.copyOf(content, 512));
  }
}
