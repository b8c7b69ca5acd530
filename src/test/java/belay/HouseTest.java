package belay;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// Folders stay small enough to be seen at once, a name means one thing, and the page that shows
/// the way through them is true.
final class HouseTest {
  private static final Path MAIN = Path.of("src/main/java/belay");
  private static final int MOST_FILES = 25;
  private static final Pattern FILE = Pattern.compile("`((?:[a-z]+/)*[A-Z]\\w+\\.java)`");

  /// A request that is sent and one that the demo has answered.
  private static final Set<String> TWICE = Set.of("Request.java", "package-info.java");

  @Test
  void noFolderHasMoreFilesThanCanBeSeenAtOnce() throws IOException {
    var large =
        sources().stream().collect(groupingBy(Path::getParent, counting())).entrySet().stream()
            .filter(folder -> folder.getValue() > MOST_FILES)
            .map(Map.Entry::getKey)
            .toList();
    assertEquals(List.of(), large);
  }

  @Test
  void noTwoTypesHaveTheSameName() throws IOException {
    var twice =
        sources().stream()
            .collect(groupingBy(file -> file.getFileName().toString(), counting()))
            .entrySet()
            .stream()
            .filter(name -> name.getValue() > 1 && !TWICE.contains(name.getKey()))
            .map(Map.Entry::getKey)
            .toList();
    assertEquals(List.of(), twice);
  }

  @Test
  void thePageNamesOnlyFilesThatAreThere() throws IOException {
    var page = Files.readString(Path.of("docs/architecture.md"));
    var gone =
        FILE.matcher(page)
            .results()
            .map((MatchResult match) -> match.group(1))
            .filter(file -> !Files.exists(MAIN.resolve(file)))
            .toList();
    assertEquals(List.of(), gone);
  }

  private static List<Path> sources() throws IOException {
    try (var files = Files.walk(MAIN)) {
      return files.filter(file -> file.toString().endsWith(".java")).toList();
    }
  }
}
