package belay.helm;

import java.util.List;

/// The values that a chart is rendered with, low to high; within each list the later wins.
///
/// @param files values files, relative to the chart's folder, absolute, or URLs
/// @param text one more values file, as a text; empty for none
/// @param set `--set`: what the value looks like is what it is
/// @param setString `--set-string`: always texts
/// @param setFile `--set-file`: the value is a file's content
public record HelmValues(
    List<String> files,
    String text,
    List<Assignment> set,
    List<Assignment> setString,
    List<Assignment> setFile) {
  public static final HelmValues NONE =
      new HelmValues(List.of(), "", List.of(), List.of(), List.of());

  public HelmValues {
    files = List.copyOf(files);
    set = List.copyOf(set);
    setString = List.copyOf(setString);
    setFile = List.copyOf(setFile);
  }

  /// These files alone.
  public static HelmValues of(List<String> files) {
    return new HelmValues(files, "", List.of(), List.of(), List.of());
  }

  /// One value by Helm's path syntax, where a comma in a value is to be escaped by whoever gives
  /// it.
  ///
  /// @param name such as `image.digest`
  public record Assignment(String name, String value) {
    @Override
    public String toString() {
      return name + "=" + value;
    }
  }
}
