package belay.migrate.comparison;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ImageShiftTest {
  private static final String A = "sha256:" + "a".repeat(64);
  private static final String B = "sha256:" + "b".repeat(64);

  /// `A` and `B` stand for digests, the last column for the images that went to digests; `-` for a
  /// change that is none of these.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          nginx:1.27                       | nginx@A                     | nginx:1.27
          nginx                            | nginx@A                     | nginx
          nginx:                           | nginx@A                     | nginx:
          localhost:5000/a/b:1.0           | localhost:5000/a/b@A        | localhost:5000/a/b:1.0
          r.io/a:1@sha256:0000000000000000000000000000000000000000000000000000000000000000 | r.io/a@A | r.io/a:1@sha256:0000000000000000000000000000000000000000000000000000000000000000
          --x=r.io/a:1                     | --x=r.io/a@A                | r.io/a:1
          --a=x:1 --b=y:2                  | --a=x@A --b=y@B             | x:1 y:2
          nginx:1.27-alpine                | nginx@A                     | nginx:1.27-alpine
          nginx:1.27-alpine                | nginx@A-alpine              | -
          nginx:1.27                       | other@A                     | -
          nginx:1.27                       | docker.io/nginx@A           | -
          nginx:1.27                       | nginx:1.27@A                | -
          nginx:1.27                       | nginx:@A                    | -
          nginx:1.27                       | nginx@C                     | -
          nginx:1.27                       | nginx:1.28                  | -
          nginx:1.27                       | nginx                       | -
          nginx:1.27 -x                    | nginx@A -y                  | -
          """)
  void isAnImageOrNot(String before, String after, String images) {
    var now = after.replace("@A", "@" + A).replace("@B", "@" + B);
    var shift = ImageShift.of(before, now.replace("@C", "@sha256:" + "c".repeat(64)), Set.of(A, B));
    var found =
        shift.map(
            s -> String.join(" ", s.images().stream().map(ImageShift.Image::before).toList()));
    assertEquals(images, found.orElse("-"));
  }
}
