package belay.deliver.setup;

import belay.scaffold.application.ChartSource;
import belay.scaffold.chart.DigestUse;
import belay.scaffold.chart.ImageLine;
import belay.yaml.tree.KeyPath;
import java.util.Optional;

/// What is said of a chart that does not do what a delivery by digest needs.
///
/// @param service the service that it is for
/// @param image the line of a template that makes it true
/// @param values a values file of the service, to check with
record ChartAdvice(String service, ImageLine image, String values) {
  private static final String PAGE = " (docs/charts.md)";

  /// Nothing where the chart takes the digest and refuses an empty one.
  Optional<String> about(ChartSource chart, DigestUse use) {
    return switch (chart) {
      case ChartSource.Here(var folder) -> here(folder, use);
      case ChartSource.Git git ->
          Optional.of(
              elsewhere(
                  "git clone %s chart && git -C chart checkout %s && helm template %s chart/%s"
                      .formatted(git.url(), git.revision(), service, git.path())));
      case ChartSource.Helm helm ->
          Optional.of(
              elsewhere(
                  "helm template %s %s --repo %s --version %s"
                      .formatted(service, helm.name(), helm.url(), helm.version())));
      case ChartSource.Oci oci ->
          Optional.of(
              elsewhere(
                  "helm template %s oci://%s/%s --version %s"
                      .formatted(service, oci.registry(), oci.name(), oci.version())));
    };
  }

  private Optional<String> here(String folder, DigestUse use) {
    var place = use.place().orElse(folder);
    var digest = digest();
    return Optional.of(
            switch (use.kind()) {
              case REFUSES -> "";
              case UNKNOWN ->
                  use.place().isPresent()
                      ? "%s: the helper that this calls is in a packed chart or in another repository, and nobody looked whether it takes %s and refuses an empty one; check: helm template %s %s -f %s | grep image:"
                          .formatted(place, digest, service, folder, values)
                      : "";
              case RENDERS_EMPTY ->
                  "%s: %s is read, and an empty one is not refused: the image then ends in \"@\", which is rolled out and cannot be pulled"
                      .formatted(place, digest);
              case FALLS_BACK ->
                  "%s: while %s is empty, the chart runs what it falls back to: a tag or nothing that is pinned"
                      .formatted(place, digest);
              case IGNORES ->
                  use.place().isPresent()
                      ? "%s: %s is not read here: what belay deploy writes is not what runs"
                          .formatted(place, digest)
                      : "%s: no template reads %s: what belay deploy writes is not what runs"
                          .formatted(place, digest);
            })
        .filter(said -> !said.isEmpty())
        .map(said ->
            said
                + switch (use.kind()) {
                  case UNKNOWN -> " ; its template needs";
                  case IGNORES, FALLS_BACK ->
                      "; have it migrated: belay migrate %s --write, or write there"
                          .formatted(folder);
                  case REFUSES, RENDERS_EMPTY -> "; write there";
                }
                + line());
  }

  private String elsewhere(String command) {
    return "the chart of %s is not in this repository, and nobody looked whether it takes %s and refuses an empty one; check: %s -f %s | grep image: ; its template needs%s"
        .formatted(service, digest(), command, values, line());
  }

  private String digest() {
    return KeyPath.of(image.path()).child(image.digestKey()).toString();
  }

  private String line() {
    return PAGE + ":\n  " + image.text(service);
  }
}
