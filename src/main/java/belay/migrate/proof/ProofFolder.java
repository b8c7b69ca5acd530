package belay.migrate.proof;

import belay.chart.ChartBundle;
import belay.chart.ValuesPlaces;
import belay.helm.Helm;
import belay.helm.HelmOutcome;
import belay.helm.HelmRequest;
import belay.helm.HelmValues;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/// A chart in a state that can be rendered: as it was, or as it will be.
///
/// @param helm renders it
/// @param folder where the chart is
/// @param charts the folders of it and of the charts in it, with their paths in the bundle
/// @param work a folder for values files
record ProofFolder(Helm helm, Path folder, Map<Path, String> charts, Path work) {
  private static final String RELEASE = "release-name";

  HelmOutcome render(ValuesSet set) {
    return render(set, set.files().stream().map(file -> file.path().toString()).toList());
  }

  /// Renders with values files as they will be.
  ///
  /// @param edit what is done to them before
  HelmOutcome render(ValuesSet set, UnaryOperator<byte[]> edit) {
    List<String> files = new ArrayList<>();
    for (var file : set.files()) {
      var path = work.resolve("values-%d.yaml".formatted(files.size()));
      write(path, edit.apply(file.after()));
      files.add(path.toString());
    }
    return render(set, files);
  }

  private HelmOutcome render(ValuesSet set, List<String> files) {
    var values = new HelmValues(files, set.text(), List.of(), List.of(), List.of());
    return helm.template(HelmRequest.of(folder, RELEASE, values));
  }

  /// Fills the digests in the values of all charts.
  void fill(ChartBundle bundle, MadeUpDigests digests) {
    charts.forEach((at, path) -> {
      var values = at.resolve("values.yaml");
      if (Files.exists(values)) {
        write(values, digests.fill(read(values), ValuesPlaces.of(bundle, path)));
      }
    });
  }

  private static byte[] read(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(Path file, byte[] bytes) {
    try {
      Files.write(file, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
