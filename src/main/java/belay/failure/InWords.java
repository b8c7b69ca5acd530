package belay.failure;

import java.io.EOFException;
import java.net.ConnectException;
import java.net.MalformedURLException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What an exception means, for a person: the messages of many are a path or a host alone, are
/// missing, or have the names of Java classes in them.
public final class InWords {
  private static final String PACKAGES = "(?:[a-z_][\\w$]*\\.)+";

  /// A class's name as `Throwable.toString` writes it, and what it puts behind it.
  private static final Pattern THROWN =
      Pattern.compile(
          "(?<![\\w.])(?:%s[A-Z][\\w$]*(?:Exception|Error)|[A-Z][\\w$]*Exception)\\b(:\\s+(?=\\S))?"
              .formatted(PACKAGES));

  private static final Pattern OURS =
      Pattern.compile(
          "(?<![\\w.])(?:java|javax|jdk|sun|com\\.sun|com\\.fasterxml"
              + "|org\\.snakeyaml|picocli)\\.(?:[a-z_][\\w$]*\\.)*(?=[A-Z])");

  private static final Pattern HUMP =
      Pattern.compile("(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])");

  /// Those whose message is the file or the host alone.
  private record Named(Class<? extends Throwable> type, String words) {}

  private static final List<Named> BEFORE_NAME =
      List.of(
          new Named(NoSuchFileException.class, "no such file"),
          new Named(AccessDeniedException.class, "permission denied"),
          new Named(FileAlreadyExistsException.class, "something is there already"),
          new Named(DirectoryNotEmptyException.class, "the folder is not empty"),
          new Named(NotDirectoryException.class, "not a folder"),
          new Named(FileSystemLoopException.class, "the links go round in a circle"),
          new Named(UnknownHostException.class, "no such host"));

  /// Those that often have no message, or one that says nothing.
  private static final List<Named> ALONE =
      List.of(
          new Named(ConnectException.class, "nothing listens there"),
          new Named(NoRouteToHostException.class, "there is no route to it"),
          new Named(UnresolvedAddressException.class, "no such host"),
          new Named(SocketTimeoutException.class, "it did not answer in time"),
          new Named(ClosedChannelException.class, "it was closed meanwhile"),
          new Named(EOFException.class, "it ends too early"),
          new Named(MalformedURLException.class, "not a URL"),
          new Named(StackOverflowError.class, "nested too deep"),
          new Named(OutOfMemoryError.class, "too little memory"));

  private InWords() {}

  /// One exception, without those that caused it.
  public static String of(Throwable thrown) {
    if (thrown instanceof CharacterCodingException) {
      return "not UTF-8 text";
    }
    var message = Optional.ofNullable(thrown.getMessage()).map(InWords::plain);
    var said = message.filter(text -> !text.isEmpty());
    var named = words(BEFORE_NAME, thrown);
    if (named != null) {
      return said.map(text -> text.startsWith(named) ? text : named + ": " + text).orElse(named);
    }
    return said.or(() -> Optional.ofNullable(words(ALONE, thrown)))
        .orElseGet(() -> className(thrown.getClass().getSimpleName()));
  }

  private static @Nullable String words(List<Named> names, Throwable thrown) {
    for (var name : names) {
      if (name.type().isInstance(thrown)) {
        return name.words();
      }
    }
    return null;
  }

  /// A message without the names of classes.
  public static String plain(String message) {
    var thrown =
        THROWN
            .matcher(message)
            .replaceAll(found -> found.group(1) == null ? className(last(found.group())) : "");
    return OURS.matcher(thrown).replaceAll("").strip();
  }

  private static String last(String name) {
    return name.substring(Math.max(name.lastIndexOf('.'), name.lastIndexOf('$')) + 1);
  }

  /// `InterruptedByTimeoutException` is "interrupted by timeout".
  private static String className(String name) {
    var bare = name.replaceFirst("(?:Exception|Error)$", "");
    var words = HUMP.matcher(bare).replaceAll(" ").toLowerCase(Locale.ROOT).strip();
    return words.isEmpty() ? "it failed without a reason" : words;
  }
}
