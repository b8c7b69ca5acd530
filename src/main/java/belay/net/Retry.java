package belay.net;

import belay.host.Host;
import belay.host.Interruptions;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/// The pauses between the attempts of one request. What a server asks for is honoured in full or,
/// where that would take longer than the budget left, not at all: a shorter pause would only earn
/// the same refusal. Not safe for use by several threads.
public final class Retry {
  private static final int LARGEST_SHIFT = 10;

  private final Timeouts timeouts;
  private final Host host;
  private int attempts = 1;
  private Duration left;

  public Retry(Timeouts timeouts, Host host) {
    this.timeouts = timeouts;
    this.host = host;
    this.left = timeouts.budget();
  }

  /// Waits as long as is right before the next attempt; false, at once, when there should be none.
  ///
  /// @param retryAfter what the server asks for; may be empty
  public boolean pause(String retryAfter) {
    var wait = asked(retryAfter).orElseGet(this::own);
    if (attempts >= timeouts.attempts() || wait.compareTo(left) > 0) {
      return false;
    }
    attempts++;
    left = left.minus(wait);
    Interruptions.sleep(wait);
    return true;
  }

  /// Counts time that an attempt without an answer took against the budget.
  void charge(Duration lost) {
    left = left.minus(lost);
  }

  private Duration own() {
    var longest =
        timeouts.pause().multipliedBy(1L << Math.min(attempts - 1, LARGEST_SHIFT)).toMillis();
    return Duration.ofMillis(longest / 2 + host.random().nextLong(longest / 2 + 1));
  }

  /// Seconds or an HTTP date (RFC 9110, 10.2.3); nonsense counts as absent.
  private Optional<Duration> asked(String text) {
    try {
      var value = text.strip();
      var wait =
          !value.isEmpty() && Character.isDigit(value.charAt(0))
              ? Duration.ofSeconds(Long.parseLong(value))
              : Duration.between(
                  host.clock().instant(),
                  ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
      return Optional.of(wait.isNegative() ? Duration.ZERO : wait);
    } catch (DateTimeException | NumberFormatException | ArithmeticException _) {
      return Optional.empty();
    }
  }
}
