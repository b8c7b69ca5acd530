package belay.peers;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

/// Damages inputs at random: always the same few thousand, so that a build says the same twice.
/// With `-Dfuzz=SECONDS` each test goes on for so long with others.
public final class Fuzz {
  private static final long SEED = 20_261_129;
  private static final int ROUNDS = 3_000;

  private Fuzz() {}

  /// Hands damaged inputs to a test, which throws where it does not hold what it must.
  ///
  /// @param whole inputs that are sound, handed on as they are first
  /// @param syntax characters that mean something in this kind of input
  public static void damaged(List<byte[]> whole, String syntax, Consumer<byte[]> test) {
    damaged(whole, syntax, ROUNDS, test);
  }

  /// The same where a round takes long.
  ///
  /// @param rounds how many there are, where no time is given
  public static void damaged(List<byte[]> whole, String syntax, int rounds, Consumer<byte[]> test) {
    whole.forEach(test);
    var longer = Long.getLong("fuzz");
    var seed = longer == null ? SEED : System.nanoTime();
    var random = new Random(seed);
    var end = longer == null ? 0 : System.nanoTime() + Duration.ofSeconds(longer).toNanos();
    for (var round = 0; longer == null ? round < rounds : System.nanoTime() < end; round++) {
      var input = damage(whole.get(random.nextInt(whole.size())).clone(), syntax, random);
      try {
        test.accept(input);
      } catch (RuntimeException | Error e) {
        throw new AssertionError("seed %d, round %d".formatted(seed, round), e);
      }
    }
  }

  private static byte[] damage(byte[] input, String syntax, Random random) {
    var bytes = input;
    for (var times = 1 + random.nextInt(5); times > 0 && bytes.length > 0; times--) {
      var at = random.nextInt(bytes.length);
      switch (random.nextInt(4)) {
        case 0 -> bytes[at] = (byte) random.nextInt(256);
        case 1 -> bytes[at] = (byte) syntax.charAt(random.nextInt(syntax.length()));
        case 2 -> bytes = without(bytes, at, 1 + random.nextInt(8));
        default -> bytes = twice(bytes, at, 1 + random.nextInt(16));
      }
    }
    return bytes;
  }

  private static byte[] without(byte[] bytes, int at, int length) {
    var end = Math.min(bytes.length, at + length);
    var shorter = new byte[bytes.length - (end - at)];
    System.arraycopy(bytes, 0, shorter, 0, at);
    System.arraycopy(bytes, end, shorter, at, bytes.length - end);
    return shorter;
  }

  private static byte[] twice(byte[] bytes, int at, int length) {
    var part = Math.min(length, bytes.length - at);
    var longer = new byte[bytes.length + part];
    System.arraycopy(bytes, 0, longer, 0, at + part);
    System.arraycopy(bytes, at, longer, at + part, bytes.length - at);
    return longer;
  }
}
