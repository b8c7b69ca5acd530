package belay.migrate.charts;

import belay.chart.ValuesPlaces;
import belay.migrate.charts.MigratedCharts.ChangedFile;
import belay.migrate.charts.MigratedChart.MigratedImage;
import belay.migrate.model.ImageField;
import belay.migrate.model.ImageField.State;
import belay.migrate.proof.ChartProof;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/// What came of charts that share files: they are written together or not at all.
///
/// @param names calls files as the user would
/// @param proofs of the charts that were asked for
record BundleResult(FolderNames names, PlannedBundle plan, List<ChartProof> proofs) {
  BundleResult {
    proofs = List.copyOf(proofs);
  }

  /// Why nothing of it is written.
  Optional<String> refused() {
    return proofs.stream()
        .flatMap(proof ->
            proof
                .broken()
                .map(broken -> "%s: %s".formatted(folder(proof.chart()), broken.why()))
                .stream())
        .findFirst();
  }

  List<MigratedChart> charts() {
    return owners().stream().map(this::chart).toList();
  }

  /// The charts that were asked for, and others that change with them.
  private SortedSet<String> owners() {
    var owners = new TreeSet<>(plan.bundle().mains());
    plan.migration().images().stream()
        .filter(image -> image.state() == State.REWRITTEN)
        .forEach(image -> owners.add(plan.owner(image.chart())));
    return owners;
  }

  private MigratedChart chart(String path) {
    List<MigratedImage> images = new ArrayList<>();
    plan.images(path).forEach(image -> images.add(image(path, image)));
    proofs.stream()
        .filter(proof -> proof.chart().equals(path))
        .flatMap(proof -> proof.packed().stream())
        .forEach(name -> images.add(packed(path, name)));
    List<String> notes = new ArrayList<>();
    proofs.stream()
        .filter(proof -> proof.chart().equals(path))
        .forEach(proof -> notes.addAll(proof.notes()));
    if (owners().first().equals(path)) {
      plan.notes().forEach(note -> notes.add(named(note)));
    }
    var rewritten = plan.images(path).stream().anyMatch(i -> i.state() == State.REWRITTEN);
    return new MigratedChart(
        folder(path),
        MigratedChart.state(images),
        images,
        refused().filter(_ -> rewritten),
        notes);
  }

  /// A dependency that nobody edits.
  private MigratedImage packed(String path, String name) {
    var folder = plan.bundle().root().resolve(path).resolve("charts");
    return new MigratedImage(
        names.of(PackedCharts.find(folder, name).orElse(folder)),
        1,
        1,
        State.REPORTED,
        false,
        "%s is packed, and names images by tag: migrate it where it comes from, and pack it anew"
            .formatted(name),
        List.of());
  }

  /// A note that begins with a file, as the user would call it.
  private String named(String note) {
    var file = note.substring(0, Math.max(0, note.indexOf(':')));
    return plan.bundle().files().containsKey(file)
        ? names.of(plan.bundle().root().resolve(file)) + note.substring(file.length())
        : note;
  }

  private MigratedImage image(String owner, ImageField image) {
    var broken = refused().filter(_ -> image.state() == State.REWRITTEN);
    var seen = proofs.stream().anyMatch(proof -> proof.seen().contains(image));
    var why =
        broken
            .map(cause -> "left as it is, since it would break: " + cause)
            .orElseGet(() -> seen ? "" : unseen(image));
    return new MigratedImage(
        names.of(plan.bundle().root().resolve(image.file())),
        image.line(),
        image.column(),
        broken.isPresent() ? State.REPORTED : image.state(),
        broken.isEmpty() && seen,
        why,
        values(owner, image));
  }

  /// That of the chart itself where it could be rendered, else that of another one.
  private String unseen(ImageField image) {
    if (image.state() == State.REPORTED) {
      return image.reason();
    }
    return Stream.of(true, false)
        .flatMap(rendered -> proofs.stream().filter(proof -> proof.rendered() == rendered))
        .flatMap(proof -> Optional.ofNullable(proof.unseen().get(image)).stream())
        .findFirst()
        .orElse("no chart that was asked for renders it");
  }

  private List<String> values(String owner, ImageField image) {
    var places = ValuesPlaces.of(plan.bundle(), owner);
    return image.feeds().stream()
        .filter(feed -> !feed.digest().isEmpty())
        .flatMap(feed ->
            places.getOrDefault(feed.chart(), List.of(List.of())).stream()
                .map(above -> Stream.concat(above.stream(), feed.digest().stream()).toList()))
        .map(path -> String.join(".", path))
        .distinct()
        .toList();
  }

  private String folder(String path) {
    return names.of(plan.bundle().root().resolve(path));
  }

  /// The files that change; none where it is refused.
  Map<Path, ChangedFile> files() {
    Map<Path, ChangedFile> files = new TreeMap<>();
    if (refused().isEmpty()) {
      plan.migration()
          .changes()
          .forEach((path, bytes) -> {
            var place = plan.bundle().root().resolve(path);
            files.put(place, ChangedFile.of(names.of(place), place, bytes));
          });
    }
    return files;
  }
}
