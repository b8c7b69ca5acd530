package belay.migrate.charts;

import belay.migrate.model.ImageField.State;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What came of one chart.
///
/// @param folder as the user would write it
/// @param state of the whole
/// @param images every place where it names an image
/// @param refused why its files stay as they are although it names images by tag
/// @param notes what else there is to know
public record MigratedChart(
    String folder,
    ChartState state,
    List<MigratedImage> images,
    Optional<String> refused,
    List<String> notes) {
  public MigratedChart {
    images = List.copyOf(images);
    notes = List.copyOf(notes);
  }

  /// What a chart is as a whole.
  public enum ChartState {
    /// Images go from tags to digests.
    REWRITTEN,
    /// All images are by digest.
    ALREADY,
    /// Some images are by tag, and nobody but a person can change that.
    REPORTED,
    /// It names no image.
    NOTHING;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// One place where an image is named.
  ///
  /// @param file as the user would write it
  /// @param proved whether it was rendered before and after, and nothing else changed
  /// @param reason why it is only reported or not proved; empty otherwise
  /// @param values the keys to be set, with dots
  public record MigratedImage(
      String file,
      int line,
      int column,
      State state,
      boolean proved,
      String reason,
      List<String> values) {
    public MigratedImage {
      values = List.copyOf(values);
    }
  }

  /// Whether it names an image by tag.
  public boolean usesTags() {
    return images.stream().anyMatch(image -> image.state() != State.ALREADY);
  }

  static ChartState state(List<MigratedImage> images) {
    if (images.isEmpty()) {
      return ChartState.NOTHING;
    }
    if (images.stream().anyMatch(image -> image.state() == State.REWRITTEN)) {
      return ChartState.REWRITTEN;
    }
    return images.stream().anyMatch(image -> image.state() == State.REPORTED)
        ? ChartState.REPORTED
        : ChartState.ALREADY;
  }
}
