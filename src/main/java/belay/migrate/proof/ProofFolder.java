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

  /// Renders with values files as they are.
  HelmOutcome render(ValuesSet set) {
    var files = set.files().stream().map(file -> file.path().toString()).toList();
    return helm.template(request(set, files));
  }

  /// What is to be rendered with values files as they will be.
  ///
  /// @param edit what is done to them before
  HelmRequest request(ValuesSet set, UnaryOperator<byte[]> edit) {
    List<String> files = new ArrayList<>();
    for (var file : set.files()) {
      var path = newFile();
      write(path, edit.apply(file.after()));
      files.add(path.toString());
    }
    return request(set, files);
  }

  private HelmRequest request(ValuesSet set, List<String> files) {
    var values = new HelmValues(files, set.text(), List.of(), List.of(), List.of());
    return HelmRequest.of(folder, RELEASE, values);
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

  private Path newFile() {
    try {
      return Files.createTempFile(work, "values-", ".yaml");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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
