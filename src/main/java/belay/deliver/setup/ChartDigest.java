package belay.deliver.setup;

import belay.config.Config;
import belay.failure.Failure;
import belay.scaffold.chart.DigestUse.Kind;
import belay.scaffold.chart.ImageLine;
import belay.yaml.image.ImageNaming;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Whether the chart of a service that is there already reads what is pinned for it.
public final class ChartDigest {
  private ChartDigest() {}

  /// What is wrong, and the line of a template that makes it right.
  ///
  /// @param what begins with `file:line`
  public record Fault(String what, String cure) {}

  /// The first image whose digest no template of the chart reads.
  ///
  /// @param folder where the chart lies
  /// @param paths all files of the repository
  /// @param read what is in one
  public static Optional<Fault> unread(
      String folder,
      Config config,
      String service,
      List<String> paths,
      Function<String, Optional<byte[]>> read) {
    return ChartFiles.in(folder, paths, read)
        .flatMap(chart ->
            config.images(service).values().stream()
                .flatMap(naming -> unread(chart, naming, service).stream())
                .findFirst());
  }

  private static Optional<Fault> unread(ChartFiles chart, ImageNaming naming, String service) {
    var keys = naming.keys();
    try {
      var path = naming.path().keys();
      var use = chart.use(path, keys);
      if (use.kind() != Kind.IGNORES) {
        return Optional.empty();
      }
      var line = new ImageLine(path, keys.repository(), keys.digest());
      return Optional.of(
          new Fault(
              "%s: %s is not read here: what is pinned is not what runs"
                  .formatted(
                      use.place().orElse(chart.folder()), naming.path().child(keys.digest())),
              "write in its template: " + line.text(service)));
    } catch (Failure throughList) {
      return Optional.empty();
    }
  }
}
