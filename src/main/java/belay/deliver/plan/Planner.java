package belay.deliver.plan;

import belay.deliver.environment.ImageText;
import belay.deliver.environment.Target;
import belay.deliver.model.CommitInfo;
import belay.deliver.model.FileChange;
import belay.deliver.model.Pin;
import belay.image.ImageRef;
import belay.yaml.image.ValuesFile;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// From images and the places that are to get them to a plan. Nothing is written here.
public final class Planner {
  private Planner() {}

  /// A place and what is to stand there.
  ///
  /// @param repository the repository as the file is to spell it
  public record Choice(Target target, ImageRef.Pinned image, String repository) {
    /// Spelled as the file has it already, where that means the same.
    public static Choice of(Target target, ImageRef.Pinned image) {
      return new Choice(target, image, ImageText.repository(target.before(), image.repository()));
    }
  }

  /// @param found the places and the files that they are in
  public static Plan plan(Targets found, List<Choice> choices, CommitInfo commitInfo) {
    var config = found.environmentAt().config();
    var environment = found.environmentAt().environment();
    Map<String, ValuesFile> after = new LinkedHashMap<>(found.files());
    List<Pin> pins = new ArrayList<>();
    for (var choice : choices) {
      pins.add(pin(choice, environment, after));
    }
    Map<String, FileChange> changes = new LinkedHashMap<>();
    found
        .files()
        .forEach((path, before) ->
            changes.put(
                path, new FileChange(Optional.of(before.bytes()), file(after, path).bytes())));
    return new Plan(config, environment, pins, changes, commitInfo);
  }

  private static Pin pin(Choice choice, String environment, Map<String, ValuesFile> files) {
    var target = choice.target();
    var before = file(files, target.file());
    var after =
        before.pin(target.naming(), choice.repository(), choice.image().digest().toString());
    files.put(target.file(), after);
    return new Pin(
        target.wanted().service(),
        target.image(),
        environment,
        target.file(),
        ImageText.reference(target.before()),
        choice.image(),
        !Arrays.equals(before.bytes(), after.bytes()));
  }

  private static ValuesFile file(Map<String, ValuesFile> files, String path) {
    return Optional.ofNullable(files.get(path)).orElseThrow();
  }
}
