package belay.git;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import belay.failure.Failure;
import belay.failure.Kind;
import belay.git.transport.PushReply;
import belay.git.transport.PushWords;
import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RefusalsTest {
  private static final String HOOK = "pre-receive hook declined";

  private static String tip(int n) {
    return "%040x".formatted(n);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "failed to update ref | RACE",
        "cannot lock ref 'refs/heads/main': is at 1 but expected 2 | RACE",
        "incorrect old value provided | RACE",
        "stale info | RACE",
        "fetch first | RACE",
        "non-fast-forward | RACE",
        "reference already exists | RACE",
        "Unable to create 'refs/heads/main.lock': File exists | RACE",
        "pre-receive hook declined | RULE",
        "protected branch hook declined | RULE",
        "push declined due to repository rule violations | RULE",
        "GH006: Protected branch update failed | RULE",
        "You are not allowed to push code to this project | PERMISSION",
        "denied to ada | PERMISSION",
        "unpacker error | UNKNOWN",
      })
  void wordsHintAtAReason(String words, PushWords expected) {
    assertEquals(expected, PushWords.of(words));
  }

  @Test
  void aRaceIsNeverGivenUpWhileTheTipMoves() {
    var refusals = new Refusals();
    for (var n = 0; n < 1000; n++) {
      refusals.sawTip("main", tip(n));
      refusals.add(
          tip(n), new PushReply.Rejected("failed to update ref", "please mind our policy"));
    }
    assertTrue(refusals.any());
  }

  @Test
  void aRacesWordsAreBelievedThoughTheTipDoesNotMoveYet() {
    var refusals = new Refusals();
    for (var n = 0; n < 1000; n++) {
      refusals.sawTip("main", tip(1));
      refusals.add(tip(1), new PushReply.Rejected("cannot lock ref", ""));
    }
    assertEquals("cannot lock ref", refusals.lastWords());
  }

  @Test
  void aHookIsAskedTwiceOnAnUnmovedTip() {
    var refusals = new Refusals();
    refusals.add(tip(1), new PushReply.Rejected(HOOK, "frozen until Monday"));
    refusals.sawTip("main", tip(1));
    refusals.add(tip(1), new PushReply.Rejected(HOOK, "frozen until Monday"));
    var failure = assertThrows(Failure.class, () -> refusals.sawTip("main", tip(1)));
    assertEquals(Kind.REFUSED, failure.kind());
    assertEquals(List.of(HOOK, "frozen until Monday"), failure.causes());
  }

  @Test
  void aHookOnABusyBranchIsUnderstoodInTheEnd() {
    var refusals = new Refusals();
    var failure =
        assertThrows(
            Failure.class,
            () -> {
              for (var n = 0; n < 10; n++) {
                refusals.sawTip("main", tip(n));
                refusals.add(tip(n), new PushReply.Rejected(HOOK, "frozen until Monday"));
              }
            });
    assertEquals(Kind.REFUSED, failure.kind());
  }

  @Test
  void strangeWordsAreARaceWhenTheTipMoved() {
    var refusals = new Refusals();
    for (var n = 0; n < 100; n++) {
      refusals.sawTip("main", tip(n));
      refusals.add(tip(n), new PushReply.Rejected("something odd", ""));
    }
    assertEquals("something odd", refusals.lastWords());
  }

  @Test
  void noPermissionIsAuthentication() {
    assertEquals(
        Kind.AUTH,
        PushWords.refused("main", new PushReply.Rejected("permission denied to ada", "")).kind());
  }

  @Test
  void pausesGrowAndAreRandom() {
    var longest =
        new RandomGenerator() {
          @Override
          public long nextLong() {
            return 0;
          }

          @Override
          public long nextLong(long bound) {
            return bound - 1;
          }
        };
    var backoff = new Backoff(longest);
    assertEquals(Duration.ofMillis(100), backoff.next());
    assertEquals(Duration.ofMillis(200), backoff.next());
    for (var n = 0; n < 10; n++) {
      backoff.next();
    }
    assertEquals(Duration.ofSeconds(4), backoff.next());
  }
}
