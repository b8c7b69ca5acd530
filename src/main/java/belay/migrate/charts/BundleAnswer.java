package belay.migrate.charts;

import belay.chart.ChartBundle;
import belay.chart.ValuesPlaces;
import belay.migrate.charts.MigratedChart.MigratedImage;
import belay.migrate.model.ImageField;
import belay.migrate.model.ImageField.State;
import belay.migrate.proof.ChartProof;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/// Puts together what is said of charts that share files. Of one thread.
final class BundleAnswer {
  private final BundleResult result;
  private final Optional<String> refused;
  private final Map<String, List<ImageField>> images = new TreeMap<>();
  private final Set<ImageField> seen = new HashSet<>();
  private final Map<ImageField, String> unseen = new HashMap<>();
  private final Map<String, ChartProof> proofs = new HashMap<>();

  BundleAnswer(BundleResult result) {
    this.result = result;
    this.refused = result.refused();
    var owners = result.plan().owners();
    for (var image : result.plan().migration().images()) {
      var owner = owners.getOrDefault(image.chart(), image.chart());
      images.computeIfAbsent(owner, _ -> new ArrayList<>()).add(image);
    }
    // A chart that could be rendered says more of an image than one that could not.
    Stream.of(true, false)
        .flatMap(rendered -> result.proofs().stream().filter(proof -> proof.rendered() == rendered))
        .forEach(proof -> {
          proofs.put(proof.chart(), proof);
          seen.addAll(proof.seen());
          proof.unseen().forEach(unseen::putIfAbsent);
        });
  }

  List<MigratedChart> charts() {
    var owners = new TreeMap<String, List<ImageField>>();
    bundle().mains().forEach(main -> owners.put(main, images.getOrDefault(main, List.of())));
    images.forEach((owner, own) -> {
      if (own.stream().anyMatch(image -> image.state() == State.REWRITTEN)) {
        owners.put(owner, own);
      }
    });
    List<MigratedChart> charts = new ArrayList<>();
    owners.forEach((path, own) -> charts.add(chart(path, own, charts.isEmpty())));
    return charts;
  }

  private MigratedChart chart(String path, List<ImageField> own, boolean first) {
    List<MigratedImage> all = new ArrayList<>();
    var places = ValuesPlaces.of(bundle(), path);
    own.forEach(image -> all.add(image(image, places)));
    List<String> notes = new ArrayList<>();
    Optional.ofNullable(proofs.get(path))
        .ifPresent(proof -> {
          var others = new LeftImages(bundle(), result.names(), path);
          all.addAll(others.packed(proof.packed()));
          all.addAll(others.of(proof.left()));
          notes.addAll(proof.notes());
        });
    if (first) {
      result.plan().notes().forEach(note -> notes.add(named(note)));
    }
    return new MigratedChart(
        result.folder(path),
        MigratedChart.state(all),
        all,
        refused.filter(_ -> own.stream().anyMatch(i -> i.state() == State.REWRITTEN)),
        notes);
  }

  private ChartBundle bundle() {
    return result.plan().bundle();
  }

  /// A note that begins with a file, as the user would call it.
  private String named(String note) {
    var bundle = bundle();
    var file = note.substring(0, Math.max(0, note.indexOf(':')));
    return bundle.files().containsKey(file)
        ? result.names().of(bundle.root().resolve(file)) + note.substring(file.length())
        : note;
  }

  private MigratedImage image(ImageField image, Map<String, List<List<String>>> places) {
    var broken = refused.filter(_ -> image.state() == State.REWRITTEN);
    var proved = broken.isEmpty() && seen.contains(image);
    return new MigratedImage(
        result.names().of(bundle().root().resolve(image.file())),
        image.line(),
        image.column(),
        broken.isPresent() ? State.REPORTED : image.state(),
        proved,
        broken
            .map(cause -> "left as it is, since it would break: " + cause)
            .orElseGet(() -> proved ? "" : reason(image)),
        values(image, places));
  }

  private String reason(ImageField image) {
    return image.state() == State.REPORTED
        ? image.reason()
        : Optional.ofNullable(unseen.get(image)).orElse("no chart that was asked for renders it");
  }

  private static List<String> values(ImageField image, Map<String, List<List<String>>> places) {
    return image.usual().stream()
        .filter(feed -> !feed.digest().isEmpty())
        .flatMap(feed ->
            places.getOrDefault(feed.chart(), List.of(List.of())).stream()
                .map(above -> Stream.concat(above.stream(), feed.digest().stream()).toList()))
        .map(path -> String.join(".", path))
        .distinct()
        .toList();
  }
}
