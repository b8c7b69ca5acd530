package belay.migrate.proof;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/// Whether a chart calls what gives something else each time it is rendered.
final class UnstableTemplates {
  private static final Pattern CALL =
      Pattern.compile(
          "\\b(?:rand\\w+|shuffle|now|ago|dateInZone|htmlDateInZone|htmlDate|uuidv4|gen(?:CA|SelfSigned|Signed|Private)\\w*"
              + "|bcrypt|htpasswd|encryptAES|unixEpoch|getHostByName)\\b");

  private static final Pattern ACTION = Pattern.compile("\\{\\{-?(?!\\s*/\\*)[^}]*");

  private static final int DEEPEST = 24;
  private static final int MOST = 20_000;
  private static final long LARGEST = 4L << 20;

  private UnstableTemplates() {}

  /// Looks through the templates of a chart and of the charts in it; packed ones are taken to do
  /// so.
  static boolean in(Path chart) {
    try (var files = Files.walk(chart, DEEPEST, FileVisitOption.FOLLOW_LINKS)) {
      return files.limit(MOST).anyMatch(UnstableTemplates::calls);
    } catch (IOException | java.io.UncheckedIOException unreadable) {
      return true;
    }
  }

  private static boolean calls(Path file) {
    var name = file.toString();
    if (name.endsWith(".tgz")) {
      return true;
    }
    if (!name.contains("/templates/") && !name.endsWith("values.yaml")) {
      return false;
    }
    try {
      return Files.isRegularFile(file)
          && (Files.size(file) > LARGEST
              || ACTION
                  .matcher(Files.readString(file, ISO_8859_1))
                  .results()
                  .anyMatch(action -> CALL.matcher(action.group()).find()));
    } catch (IOException unreadable) {
      return true;
    }
  }
}
