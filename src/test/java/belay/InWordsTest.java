package belay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import belay.failure.Failure;
import belay.failure.InWords;
import belay.failure.Kind;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.InterruptedByTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.MalformedInputException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// No error has the name of a Java class in it.
final class InWordsTest {
  private static final List<String> OUTPUTS = List.of("out", "err", "stdout", "stderr");
  private static final Pattern CLASS_NAME =
      Pattern.compile(
          "\\w+Exception\\b|\\b(?:java|javax|sun|picocli|com\\.fasterxml|org\\.(?:eclipse|snakeyaml))\\.[\\w.]");

  static Stream<Arguments> exceptions() {
    return Stream.of(
        Arguments.of(new UnknownHostException("reg.example.com"), "no such host: reg.example.com"),
        Arguments.of(new ConnectException(), "nothing listens there"),
        Arguments.of(new ConnectException("Connection refused"), "Connection refused"),
        Arguments.of(new UnresolvedAddressException(), "no such host"),
        Arguments.of(new NoSuchFileException("/a/b"), "no such file: /a/b"),
        Arguments.of(new AccessDeniedException("/a"), "permission denied: /a"),
        Arguments.of(new DirectoryNotEmptyException("/a"), "the folder is not empty: /a"),
        Arguments.of(
            new FileSystemException("/a", null, "Read-only file system"),
            "/a: Read-only file system"),
        Arguments.of(new EOFException(), "it ends too early"),
        Arguments.of(new ClosedChannelException(), "it was closed meanwhile"),
        Arguments.of(new MalformedInputException(1), "not UTF-8 text"),
        Arguments.of(new InterruptedByTimeoutException(), "interrupted by timeout"),
        Arguments.of(new SSLHandshakeException(null), "ssl handshake"),
        Arguments.of(
            new SSLHandshakeException(
                "PKIX path building failed:"
                    + " sun.security.provider.certpath.SunCertPathBuilderException: unable to find"
                    + " valid certification path"),
            "PKIX path building failed: unable to find valid certification path"),
        Arguments.of(new IOException(new ConnectException("refused")), "refused"),
        Arguments.of(new IOException(new EOFException()), "eof"),
        Arguments.of(
            new IOException("https://h/r.git: java.nio.file.NoSuchFileException: gone"),
            "https://h/r.git: gone"),
        Arguments.of(
            new NullPointerException("Cannot invoke \"java.lang.Module.getName()\""),
            "Cannot invoke \"Module.getName()\""),
        Arguments.of(
            new IOException("registry.example.com/a: Internal Server Error"),
            "registry.example.com/a: Internal Server Error"),
        Arguments.of(new IOException("  "), "io"),
        Arguments.of(new Exception(), "it failed without a reason"));
  }

  @ParameterizedTest
  @MethodSource("exceptions")
  void anExceptionIsToldInWords(Throwable thrown, String words) {
    assertEquals(words, InWords.of(thrown));
    assertEquals(List.of(words), new Failure(Kind.BUG, "w", "h", thrown).causes().subList(0, 1));
  }

  @Test
  void noGoldenOutputHasTheNameOfAClass() throws Exception {
    try (var files = Files.walk(Path.of("src/test/cases"))) {
      for (var file : files.filter(Files::isRegularFile).toList()) {
        var name = file.getFileName().toString();
        if (OUTPUTS.contains(name) || name.endsWith(".txt")) {
          var found = CLASS_NAME.matcher(Files.readString(file));
          assertFalse(found.find(), () -> file + " has " + found.group());
        }
      }
    }
  }
}
