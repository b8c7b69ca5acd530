package belay.gotemplate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import belay.failure.Failure;
import belay.failure.Kind;
import belay.peers.Fuzz;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Templates that are damaged: each is read whole, or refused with its place.
final class TemplateFuzzTest {
  @Test
  void aTemplateIsReadOrRefusedWithItsPlace() throws IOException {
    Fuzz.damaged(
        templates(),
        "{}-/*.$|()\"'`:=, \n\\",
        bytes -> {
          var text = new String(bytes, UTF_8);
          try {
            var tree = TemplateTree.parse("a.yaml", text);
            assertEquals(text.length(), TemplateAreas.end(tree.nodes(), 0));
          } catch (Failure refused) {
            assertEquals(Kind.REFUSED, refused.kind());
            assertTrue(refused.what().matches("(?s)a\\.yaml:\\d+:\\d+: .+"), refused.what());
          }
        });
  }

  private static List<byte[]> templates() throws IOException {
    try (var files = Files.walk(Path.of("src/test/cases/migrate"))) {
      return files
          .filter(file -> file.toString().contains("templates/"))
          .filter(Files::isRegularFile)
          .sorted()
          .map(TemplateFuzzTest::bytes)
          .toList();
    }
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
