package belay.git;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

  /// A delta of the longest pieces that one has of the other, wherever they stand.
  private static byte[] delta(byte[] before, byte[] after) {
    var code = new ByteArrayOutputStream();
    size(code, before.length);
    size(code, after.length);
    for (var at = 0; at < after.length; ) {
      var from = 0;
      var longest = 0;
      for (var start = 0; start < before.length; start++) {
        var same = Arrays.mismatch(before, start, before.length, after, at, after.length);
        var length = same < 0 ? Math.min(before.length - start, after.length - at) : same;
        if (length > longest) {
          from = start;
          longest = length;
        }
      }
      if (longest >= 8) {
        code.writeBytes(new byte[] {(byte) 0xb3, (byte) from, (byte) (from >> 8)});
        code.writeBytes(new byte[] {(byte) longest, (byte) (longest >> 8)});
        at += longest;
      } else {
        code.write(1);
        code.write(after[at++]);
      }
    }
    return code.toByteArray();
  }

  private static void size(ByteArrayOutputStream code, int size) {
    code.write(0x80 | (size & 0x7f));
    code.write(size >> 7);
  }

  @Test
  void aDeltaThatLeavesAnEntryAloneLeadsToIt() throws Exception {
    var kept = new int[2];
    var asked = new int[2];
    for (var i = 0; i < 3_000; i++) {
      var before = random(random.nextInt(1, 12));
      var after = changed(before);
      var code = delta(tree(before), tree(after));
      assertArrayEquals(tree(after), DeltaCode.apply(tree(before), code, byte[]::new));
      var names = new ArrayList<>(before.keySet());
      names.addAll(List.of("0.yaml", "1", "212", "zzz", random.nextInt(200) + ".yaml"));
      for (var name : names) {
        var plain = name.replace("/", "").getBytes(UTF_8);
        var site = folder(before).site(plain);
        var there = site.entry().isPresent() ? 1 : 0;
        var moved = site.after(code);
        asked[there]++;
        if (moved != null) {
          kept[there]++;
          assertEquals(folder(after).site(plain), moved);
        }
      }
    }
    assertTrue(kept[1] > asked[1] / 3, kept[1] + " of " + asked[1] + " that are there");
    assertTrue(kept[0] > asked[0] / 4, kept[0] + " of " + asked[0] + " that are not");
  }

  /// A file and a folder whose names begin alike stand apart, and what is between them is asked
  /// for.
  @Test
  void theNameOfAFolderSortsAsIfItEndedInASlash() {
    var folder = folder(new TreeMap<>(Map.of("a", id(), "a.b", id(), "a0", id())));
    var site = folder.site("a".getBytes(UTF_8));
    assertEquals("a", site.entry().orElseThrow().name());
    var without = folder(new TreeMap<>(Map.of("a.b", id(), "a0", id())));
    var gap = without.site("a".getBytes(UTF_8));
    assertEquals(Optional.empty(), gap.entry());
    assertEquals(
        List.of(0, tree(Map.of("a.b", id(), "a0", id())).length), List.of(gap.start(), gap.end()));
  }

  private Map<String, byte[]> changed(Map<String, byte[]> before) {
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
    return after;
  }

  @Test
  void differencesAreThoseOfTheEntries() {
    for (var i = 0; i < 2_000; i++) {
      var before = random(random.nextInt(12));
      var after = changed(before);
      var told = new ArrayList<String>();
      folder(before)
          .compare(
              folder(after),
              (was, is) ->
                  told.add(
                      was.or(() -> is).map(e -> e.name() + (e.tree() ? "/" : "")).orElseThrow()));
      var expected = new TreeMap<>(before);
      expected.putAll(after);
      expected.keySet().removeIf(name -> Arrays.equals(before.get(name), after.get(name)));
      assertEquals(List.copyOf(expected.keySet()), told.stream().sorted().toList());
    }
  }
}
