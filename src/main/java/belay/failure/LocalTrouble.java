package belay.failure;

import java.io.FileNotFoundException;
import java.nio.file.FileSystemException;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What this machine itself lacks, as the operating system says it. To look for it elsewhere, at a
/// server that is perfectly well, or to try again, would not help.
public enum LocalTrouble {
  NO_SPACE("No space left on device", "there is no space left", "make room there: df -h %s"),
  QUOTA("Disk quota exceeded", "the disk quota is used up", "make room there: quota -s"),
  READ_ONLY("Read-only file system", "the file system is read-only", "look at it: findmnt -T %s"),
  BROKEN("Input/output error", "the disk has an error", "look at it: dmesg"),
  TOO_MANY_FILES("Too many open files", "too many files are open", "raise the limit: ulimit -n");

  private static final int DEEPEST = 16;

  private final String words;
  private final String what;
  private final String help;

  LocalTrouble(String words, String what, String help) {
    this.words = words;
    this.what = what;
    this.help = help;
  }

  /// What lies at the bottom of an exception; empty where it is nothing of this kind. A server's
  /// words about its own disk come within other words.
  public static Optional<LocalTrouble> of(Throwable thrown) {
    @Nullable Throwable cause = thrown;
    for (var depth = 0; cause != null && depth < DEEPEST; depth++) {
      var found = saidBy(cause);
      if (found.isPresent()) {
        return found;
      }
      cause = cause.getCause();
    }
    return Optional.empty();
  }

  private static Optional<LocalTrouble> saidBy(Throwable cause) {
    var said = said(cause).toLowerCase(Locale.ROOT);
    return Stream.of(values())
        .filter(trouble -> said.equals(trouble.words.toLowerCase(Locale.ROOT)))
        .findFirst();
  }

  private static String said(Throwable cause) {
    if (cause instanceof FileSystemException file) {
      return String.valueOf(file.getReason());
    }
    var message = String.valueOf(cause.getMessage());
    var open = message.lastIndexOf('(');
    return cause instanceof FileNotFoundException && open >= 0 && message.endsWith(")")
        ? message.substring(open + 1, message.length() - 1)
        : message;
  }

  /// In words, without a place, such as `there is no space left`.
  public String what() {
    return what;
  }

  /// The failure.
  ///
  /// @param place the folder that was worked in
  public Failure at(String place, Throwable cause) {
    return new Failure(Kind.BUG, "%s: %s".formatted(place, what), help.formatted(place), cause);
  }
}
