package belay.migrate.model;

import java.util.List;
import java.util.Locale;

/// One place in a chart's templates where an image is named.
///
/// @param chart the path of the chart in the bundle
/// @param file its path in the bundle
/// @param line from 1
/// @param column from 1
/// @param key the YAML key that it is the value of, such as `image`; empty where it is part of a
///   text, such as an argument
/// @param pattern how it is written, in a word, such as `repository:tag`
/// @param state what comes of it
/// @param reason why it is only reported; empty otherwise
/// @param feeds the keys that it comes from, one for each way in which it is called
public record ImageField(
    String chart,
    String file,
    int line,
    int column,
    String key,
    String pattern,
    State state,
    String reason,
    List<ImageFeed> feeds) {
  public ImageField {
    feeds = List.copyOf(feeds);
  }

  /// What comes of an image.
  public enum State {
    REWRITTEN,
    ALREADY,
    REPORTED;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// Whether Belay's helper renders it as the chart is.
  public boolean isMigrated() {
    return pattern.equals("digest") || pattern.endsWith(" digest");
  }

  /// The keys that it comes from by default.
  public List<ImageFeed> usual() {
    return feeds.stream().filter(feed -> !feed.spare()).toList();
  }

  /// `file:line:column`.
  public String place() {
    return "%s:%d:%d".formatted(file, line, column);
  }
}
