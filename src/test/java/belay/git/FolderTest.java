package belay.git;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class FolderTest {
  private static final int ID = 20;

  private final Random random = new Random(7);

  /// An id as bad as can be: NULs, digits and spaces, such as entries are made of.
  private byte[] id() {
    var id = new byte[ID];
    for (var i = 0; i < ID; i++) {
      id[i] = (byte) "\0\0\0 10644".charAt(random.nextInt(9));
    }
    return id;
  }

  private static byte[] tree(Map<String, byte[]> entries) {
    var bytes = new ByteArrayOutputStream();
    entries.forEach((name, id) -> {
      var mode = name.endsWith("/") ? "40000 " : "100644 ";
      bytes.writeBytes((mode + name.replace("/", "") + "\0").getBytes(UTF_8));
      bytes.writeBytes(id);
    });
    return bytes.toByteArray();
  }

  private static Folder folder(Map<String, byte[]> entries) {
    return new Folder(new RecentObjects.Kept(tree(entries)).hold());
  }

  private Map<String, byte[]> random(int count) {
    Map<String, byte[]> entries = new TreeMap<>();
    for (var i = 0; i < count; i++) {
      var name = Integer.toString(random.nextInt(200), 3) + ".yaml";
      if (random.nextInt(5) == 0) {
        entries.put(name.replace(".yaml", "/"), id());
      } else {
        entries.put(name, id());
      }
    }
    return entries;
  }

  @Test
  void aWrongHintNeverLeadsAstray() {
    for (var i = 0; i < 200; i++) {
      var entries = random(6);
      var bytes = tree(entries);
      var folder = folder(entries);
      for (var name : entries.keySet()) {
        var plain = name.replace("/", "").getBytes(UTF_8);
        var right = folder.find(plain, -1);
        for (var hint = -1; hint <= bytes.length + 1; hint++) {
          assertEquals(right, folder.find(plain, hint));
        }
      }
      assertEquals(-1, folder.find("none.yaml".getBytes(UTF_8), random.nextInt(bytes.length)));
    }
  }

  @Test
  void differencesAreThoseOfTheEntries() {
    for (var i = 0; i < 2_000; i++) {
      var before = random(random.nextInt(12));
      var after = new TreeMap<>(before);
      if (random.nextInt(3) == 0) {
        after.putAll(random(2));
      }
      for (var name : List.copyOf(after.keySet())) {
        switch (random.nextInt(6)) {
          case 0 -> after.put(name, id());
          case 1 -> after.remove(name);
          default -> {}
        }
      }
      var told = new ArrayList<String>();
      folder(before)
          .compare(
              folder(after),
              (was, is) ->
                  told.add(
                      was.or(() -> is).map(e -> e.name() + (e.tree() ? "/" : "")).orElseThrow()));
      var expected = new TreeMap<>(before);
      expected.putAll(after);
      expected
          .keySet()
          .removeIf(name -> java.util.Arrays.equals(before.get(name), after.get(name)));
      assertEquals(List.copyOf(expected.keySet()), told.stream().sorted().toList());
    }
  }
}
