package belay.git.run;

import java.io.IOException;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// A command of git failed on this machine; the message is what it said.
public final class GitTrouble extends IOException {
  private static final Pattern HERE =
      Pattern.compile(
          "(?i)(No space left on device|Disk quota exceeded|Read-only file system"
              + "|Input/output error|Too many open files)$");

  private static final Pattern DAMAGE =
      Pattern.compile(
          "bad object|missing (?:blob|tree|commit|object|necessary)|unable to (?:read|parse)"
              + "|could not (?:read|parse) [0-9a-f]{40}|corrupt|not a git repository|bad config"
              + "|bad ref|broken ref|invalid sha1 pointer|unable to resolve reference"
              + "|did not send all necessary objects|object file .* is empty|bad shallow"
              + "|shallow file|invalid shallow|packfile .* |inflate|unresolved delta"
              + "|failed to traverse parents|revision walk setup failed|index file .* "
              + "|cannot lock ref|unable to create .*\\.lock|could not parse object"
              + "|remote unpack failed|pack-objects|missing object");

  private GitTrouble(String words, Throwable cause) {
    super(words, cause);
  }

  private GitTrouble(String words) {
    super(words);
  }

  public static GitTrouble of(Git.Result result) {
    return said(
        result.err().isEmpty()
            ? "git %s ended with %d".formatted(result.command().getFirst(), result.exit())
            : result.err());
  }

  /// A command that was to go on is at its end.
  ///
  /// @param said what it wrote to its standard error
  public static GitTrouble ended(String command, String said) {
    return said(said.isBlank() ? "git %s ended".formatted(command) : said);
  }

  /// The machine's own trouble is told as its cause.
  public static GitTrouble said(String words) {
    var own = own(words);
    var told = GitFailures.clean(own.isEmpty() ? words : own);
    var here = own.lines().map(HERE::matcher).filter(found -> found.find()).findFirst();
    return here.isPresent()
        ? new GitTrouble(told, new IOException(here.get().group(1)))
        : new GitTrouble(told);
  }

  /// What git said, and not the server.
  private static String own(String words) {
    return words
        .lines()
        .filter(line -> !line.startsWith("remote: "))
        .collect(Collectors.joining("\n"));
  }

  /// Whether words speak of this machine's repository being damaged, or of its disk.
  public static boolean isDamage(String words) {
    var own = own(words);
    return own.lines().anyMatch(line -> HERE.matcher(line).find())
        || DAMAGE.matcher(own.toLowerCase(Locale.ROOT)).find();
  }
}
