package belay.yaml.image;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import belay.failure.Failure;
import belay.yaml.tree.KeyPath;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/// What holds for every values file, tried on thousands that a seeded generator makes up. A failure
/// names its seed.
final class PinPropertiesTest {
  private static final int FILES = 4000;
  private static final String REPOSITORY = "registry.example.com/team/api";
  private static final String DIGEST = "sha256:" + "5f".repeat(32);

  @Test
  void onlyTheLinesOfTheThreeKeysChange() {
    for (var seed = 0; seed < FILES; seed++) {
      var file = Invented.from(seed);
      var left = lines(pin(file));
      var headers = file.headers().size();
      if (headers > 0) {
        var values = index(left, REPOSITORY);
        var added = left.subList(values - headers, values);
        assertEquals(file.headers(), added.stream().map(String::strip).toList());
        added.clear();
      }
      left.removeIf(line -> line.contains(REPOSITORY) || line.contains(DIGEST));
      assertEquals(String.join("\n", file.others()), String.join("\n", left), message(seed, file));
    }
  }

  @Test
  void aFileKeepsItsLineBreaksAndItsEnd() {
    for (var seed = 0; seed < FILES; seed++) {
      var file = Invented.from(seed);
      var pinned = pin(file);
      assertEquals(file.text().contains("\r\n"), pinned.contains("\r\n"), message(seed, file));
      assertEquals(
          count(pinned, "\n"),
          file.text().contains("\r\n") ? count(pinned, "\r\n") : count(pinned, "\n"),
          message(seed, file));
      assertEquals(file.text().endsWith("\n"), pinned.endsWith("\n"), message(seed, file));
      assertEquals(
          file.text().startsWith("\ufeff"), pinned.startsWith("\ufeff"), message(seed, file));
    }
  }

  /// Read by the library's own loader, which shares nothing with our trees.
  @Test
  void theDataIsTheOldDataWithTheImagePinned() {
    for (var seed = 0; seed < FILES; seed++) {
      var file = Invented.from(seed);
      var before = load(file.text());
      var after = load(pin(file));
      pinData(before, file.path());
      assertEquals(before, after, message(seed, file));
    }
  }

  @Test
  void theSecondTimeChangesNothing() {
    for (var seed = 0; seed < FILES; seed++) {
      var file = Invented.from(seed);
      var once = pin(file);
      assertEquals(once, pin(once, file.path(), REPOSITORY, DIGEST), message(seed, file));
    }
  }

  @Test
  void pinningTheOldImageAgainRestoresTheFile() {
    var restored = 0;
    for (var seed = 0; seed < FILES; seed++) {
      var file = Invented.from(seed);
      if (file.restorable().isPresent()) {
        var old = file.restorable().get();
        var back = pin(pin(file), file.path(), old.repository(), old.digest());
        assertEquals(file.text(), back, message(seed, file));
        restored++;
      }
    }
    assertEquals(true, restored > FILES / 50, "files to restore: " + restored);
  }

  @Test
  void damagedBytesAreReadOrRefusedAndNothingElse() {
    var random = new Random(7);
    assertTimeoutPreemptively(
        Duration.ofMinutes(2),
        () -> {
          for (var seed = 0; seed < FILES; seed++) {
            var bytes = Invented.from(seed).text().getBytes(UTF_8);
            damage(bytes, random);
            attempt(bytes);
          }
        });
  }

  private static void attempt(byte[] bytes) {
    try {
      var file = ValuesFile.parse("values.yaml", bytes);
      assertArrayEquals(bytes, file.bytes());
      var pinned = file.pin(ImageNaming.standard(), REPOSITORY, DIGEST);
      var image = pinned.image(ImageNaming.standard());
      assertEquals(DIGEST, image.digest().orElse("none"));
    } catch (Failure refused) {
      assertEquals(true, refused.what().startsWith("values.yaml:"), refused.what());
    }
  }

  private static void damage(byte[] bytes, Random random) {
    var syntax = "\t\n\r {}[]:,#&*!|>'\"%@`-?~\0\u00e9<";
    for (var i = 1 + random.nextInt(6); i > 0 && bytes.length > 0; i--) {
      bytes[random.nextInt(bytes.length)] =
          random.nextInt(4) == 0
              ? (byte) random.nextInt(256)
              : (byte) syntax.charAt(random.nextInt(syntax.length()));
    }
  }

  private static String pin(Invented file) {
    return pin(file.text(), file.path(), REPOSITORY, DIGEST);
  }

  private static String pin(String text, String path, String repository, String digest) {
    try {
      var file = ValuesFile.parse("values.yaml", text.getBytes(UTF_8));
      var pinned = file.pin(ImageNaming.standard().at(KeyPath.parse(path)), repository, digest);
      return new String(pinned.bytes(), UTF_8);
    } catch (Failure failure) {
      throw new AssertionError(PinCase.message(failure) + "in\n" + text, failure);
    }
  }

  private static int index(List<String> lines, String part) {
    return lines.indexOf(lines.stream().filter(l -> l.contains(part)).findFirst().orElseThrow());
  }

  private static List<String> lines(String text) {
    var body = text.startsWith("\ufeff") ? text.substring(1) : text;
    return new ArrayList<>(body.replace("\r\n", "\n").lines().toList());
  }

  private static int count(String text, String part) {
    return (text.length() - text.replace(part, "").length()) / part.length();
  }

  private static String message(long seed, Invented file) {
    return "seed " + seed + ":\n" + file.text();
  }

  private static List<Object> load(String text) {
    var body = text.startsWith("\ufeff") ? text.substring(1) : text;
    List<Object> documents = new ArrayList<>();
    new Load(LoadSettings.builder().build()).loadAllFromString(body).forEach(documents::add);
    return documents;
  }

  @SuppressWarnings("unchecked")
  private static void pinData(List<Object> documents, String path) {
    var keys = KeyPath.parse(path).keys();
    var holder =
        documents.stream().filter(d -> has(d, keys)).findFirst().orElse(documents.getFirst());
    var map = (Map<Object, Object>) holder;
    for (var key : keys) {
      if (map.get(key) == null) {
        map.put(key, new LinkedHashMap<>());
      }
      map = (Map<Object, Object>) map.get(key);
    }
    map.put("repository", REPOSITORY);
    map.put("digest", DIGEST);
    map.remove("tag");
  }

  private static boolean has(Object node, List<String> keys) {
    for (var key : keys) {
      if (!(node instanceof Map<?, ?> map) || !map.containsKey(key)) {
        return false;
      }
      node = map.get(key);
    }
    return true;
  }
}
