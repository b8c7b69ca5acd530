package belay.migrate.companion;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import belay.migrate.model.KeyChange;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ReadmeEditTest {
  private static final KeyChange.Digest DIGEST =
      new KeyChange.Digest("", List.of("image", "digest"), List.of("image", "tag"));

  private static String edited(String readme, KeyChange... changes) {
    return new String(ReadmeEdit.apply(readme.getBytes(UTF_8), List.of(), List.of(changes)), UTF_8);
  }

  @Test
  void theRowOfATagGivesWayToThoseOfTheDigest() {
    assertEquals(
        """
        # shop

        `image.tag` is gone from the table alone.

        | Key | Type | Default | Description |
        |-----|------|---------|-------------|
        | image.allowEmptyDigest | bool | `false` | Whether an empty digest gives the repository's name alone, for development |
        | image.digest | string | `""` | The image's digest: `sha256:` and 64 hex digits |
        | image.pullPolicy | string | `"Always"` | when to pull |
        | image.repository | string | `"a|b"` |  |
        | replicas | int | `1` |  |

        after
        """,
        edited(
            """
            # shop

            `image.tag` is gone from the table alone.

            | Key | Type | Default | Description |
            |-----|------|---------|-------------|
            | image.pullPolicy | string | `"Always"` | when to pull |
            | image.repository | string | `"a|b"` |  |
            | image.tag | string | `"1.2"` | the tag |
            | replicas | int | `1` |  |

            after
            """,
            DIGEST));
  }

  @Test
  void aTableThatIsNotSortedKeepsItsPlacesAndBackticks() {
    assertEquals(
        """
        | Parameter | Description | Default |
        |---|---|---|
        | `image.repository` | name | `shop` |
        | `image.digest` | The image's digest: `sha256:` and 64 hex digits | `""` |
        | `image.allowEmptyDigest` | Whether an empty digest gives the repository's name alone, for development | `false` |
        | `affinity` | rules | `{}` |
        """,
        edited(
            """
            | Parameter | Description | Default |
            |---|---|---|
            | `image.repository` | name | `shop` |
            | `image.tag` | version | `1` |
            | `affinity` | rules | `{}` |
            """,
            DIGEST));
  }

  @Test
  void aReferenceBecomesThreeRows() {
    assertEquals(
        """
        | Key | Type | Default | Description |
        |-----|------|---------|-------------|
        | image.allowEmptyDigest | bool | `false` | Whether an empty digest gives the repository's name alone, for development |
        | image.digest | string | `""` | The image's digest: `sha256:` and 64 hex digits |
        | image.repository | string | `"r.io/shop"` | The image's repository |
        """,
        edited(
            """
            | Key | Type | Default | Description |
            |-----|------|---------|-------------|
            | image | string | `"r.io/shop:1.2"` | what runs |
            """,
            new KeyChange.Lifted("", List.of("image"))));
  }

  @Test
  void otherTablesStay() {
    var other = "| Tag | Meaning |\n|---|---|\n| image.tag | x |\n";
    assertEquals(other, edited(other, DIGEST));
  }
}
