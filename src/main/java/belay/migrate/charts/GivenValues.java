package belay.migrate.charts;

import belay.failure.Failure;
import belay.failure.Kind;
import belay.migrate.companion.CompanionFiles;
import belay.migrate.proof.ValuesSet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The values files that somebody named, as they are and as they will be.
///
/// @param sets which files are tried together
/// @param files by their place on disk, without links, what they hold
record GivenValues(List<List<Path>> sets, Map<Path, byte[]> files) {
  /// Reads them.
  ///
  /// @param cwd the working directory
  /// @throws Failure (not found) where one is not there
  static GivenValues read(Path cwd, List<List<Path>> sets) {
    Map<Path, byte[]> files = new LinkedHashMap<>();
    List<List<Path>> real = new ArrayList<>();
    for (var set : sets) {
      List<Path> places = new ArrayList<>();
      for (var file : set) {
        try {
          var place = cwd.resolve(file).toRealPath();
          files.put(place, Files.readAllBytes(place));
          places.add(place);
        } catch (IOException e) {
          throw new Failure(
              Kind.NOT_FOUND, "no values file \"%s\"".formatted(file), "name a file", e);
        }
      }
      real.add(places);
    }
    return new GivenValues(real, files);
  }

  /// What they hold after the changes of all charts of some bundles.
  Map<Path, byte[]> after(List<PlannedBundle> bundles) {
    Map<Path, byte[]> after = new LinkedHashMap<>(files);
    for (var plan : bundles) {
      for (var main : plan.bundle().mains()) {
        after.replaceAll((place, bytes) ->
            changed(plan, place)
                .orElseGet(() -> plan.companions().values(main, place.toString(), bytes)));
      }
    }
    return after;
  }

  /// What a plan makes of a file of its own charts.
  static Optional<byte[]> changed(PlannedBundle plan, Path place) {
    var root = plan.bundle().root();
    return place.startsWith(root)
        ? Optional.ofNullable(
            plan.migration().changes().get(root.relativize(place).toString().replace('\\', '/')))
        : Optional.empty();
  }

  /// All that a chart is rendered with: its own values, those in `ci/`, and these.
  ///
  /// @param after what they will hold
  /// @param names calls files as the user would
  List<ValuesSet> tried(
      PlannedBundle plan, String main, Map<Path, byte[]> after, FolderNames names) {
    List<ValuesSet> all = new ArrayList<>(List.of(ValuesSet.defaults()));
    for (var file : CompanionFiles.tried(plan.bundle(), main)) {
      var real = real(file);
      all.add(
          ValuesSet.of(
              names.of(real),
              List.of(new ValuesSet.File(real, changed(plan, real).orElseGet(() -> bytes(real))))));
    }
    for (var set : sets) {
      all.add(
          ValuesSet.of(
              String.join(",", set.stream().map(names::of).toList()),
              set.stream()
                  .map(place -> new ValuesSet.File(place, after.getOrDefault(place, bytes(place))))
                  .toList()));
    }
    return all;
  }

  private static Path real(Path file) {
    try {
      return file.toRealPath();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
