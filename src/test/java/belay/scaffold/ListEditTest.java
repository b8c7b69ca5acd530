package belay.scaffold;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import belay.failure.Failure;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class ListEditTest {
  static Stream<Arguments> lists() {
    return Stream.of(
        Arguments.of(
            "list:\n  - a\n  - b # last\nnext: 1\n",
            "list:\n  - a\n  - b # last\n  - new\nnext: 1\n"),
        Arguments.of("list:\n- a\nnext: 1\n", "list:\n- a\n- new\nnext: 1\n"),
        Arguments.of("list:\n    -   a\n", "list:\n    -   a\n    - new\n"),
        Arguments.of("list:\n  - a", "list:\n  - a\n  - new"),
        Arguments.of("list:\r\n  - a\r\nnext: 1\r\n", "list:\r\n  - a\r\n  - new\r\nnext: 1\r\n"),
        Arguments.of("list: [a, b] # x\n", "list: [a, b, new] # x\n"),
        Arguments.of("list: []\n", "list: [new]\n"),
        Arguments.of("\uFEFFlist:\n  - a\n", "\uFEFFlist:\n  - a\n  - new\n"),
        Arguments.of(
            "x: \uD83E\uDDC0\nlist: [\uD83E\uDDC0]\n",
            "x: \uD83E\uDDC0\nlist: [\uD83E\uDDC0, new]\n"),
        Arguments.of("list:\n  - a\n\n  # the end\n", "list:\n  - a\n  - new\n\n  # the end\n"),
        Arguments.of("list:\n  - 'a'\n  - new\n", "list:\n  - 'a'\n  - new\n"));
  }

  @ParameterizedTest
  @MethodSource("lists")
  void addsOneItemAndTouchesNoOtherByte(String before, String after) {
    assertEquals(Optional.of(after), append(before));
    assertEquals(Optional.of(after), append(after), "twice is once");
  }

  @Test
  void aFileWithoutTheListIsLeftToTheUser() {
    assertEquals(Optional.empty(), append("other: 1\n"));
    assertEquals(Optional.empty(), append("list: a\n"));
  }

  @Test
  void aListThatStandsForOthersTooIsRefused() {
    var failure = assertThrows(Failure.class, () -> append("x: 1\nlist: &all [a]\nother: *all\n"));

    assertEquals("f.yaml:2: cannot add \"new\" to the list alone", failure.what());
  }

  private static Optional<String> append(String text) {
    return ListEdit.append("f.yaml", text.getBytes(UTF_8), "new", "list")
        .map(bytes -> new String(bytes, UTF_8));
  }
}
