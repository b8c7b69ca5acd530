package belay.deliver;

import belay.config.Config;
import belay.failure.Failure;
import belay.failure.Kind;
import belay.yaml.ImageSite;
import belay.yaml.KeyPath;
import belay.yaml.ValuesFile;
import java.util.List;
import java.util.Optional;

/// Images that stand elsewhere in a values file than where nobody but the default looks for them. A
/// block that is made up beside them would be read by no chart.
final class Elsewhere {
  private Elsewhere() {}

  /// The images of a file in which the usual place has none; none where there is nothing to doubt.
  static List<ImageSite> in(ValuesFile file, Config config, String service) {
    return config.chosen(service) || file.has(config.image().path())
        ? List.of()
        : file.images(config.imageKeys());
  }

  /// The configuration with a choice, or a refusal that names all of them.
  static Config settled(ValuesFile file, Config config, Place place, Confirmation confirm) {
    var sites = in(file, config, place.service());
    if (sites.isEmpty()) {
      return config;
    }
    var choices = sites.stream().filter(site -> site.form() == ImageSite.Form.MAPPING).toList();
    return Optional.of(choices)
        .filter(some -> !some.isEmpty())
        .flatMap(some -> confirm.which(place.service(), candidates(some, place)))
        .flatMap(chosen -> choices.stream().filter(s -> isAt(s, chosen)).findFirst())
        .map(site -> config.with(place.service(), site))
        .orElseThrow(() -> refusal(config, place.file(), place.service(), sites));
  }

  private static List<Candidate> candidates(List<ImageSite> sites, Place place) {
    return sites.stream().map(site -> Candidate.of(site, place.service())).toList();
  }

  private static boolean isAt(ImageSite site, Candidate chosen) {
    return site.path().toString().equals(chosen.path());
  }

  /// A refusal that names all of them.
  static Failure refusal(Config config, String file, String service, List<ImageSite> sites) {
    var failure =
        new Failure(
            Kind.REFUSED,
            "%s has no image at %s, where \"%s\" is looked for, but others"
                .formatted(file, config.image().path(), service),
            help(config, service, sites));
    for (var site : sites) {
      failure = failure.because(place(site));
    }
    return failure;
  }

  private static String place(ImageSite site) {
    return "%s: %s is %s%s"
        .formatted(
            site.place(),
            site.path(),
            site.text(),
            site.form() == ImageSite.Form.MAPPING
                ? ""
                : ", one text, which a digest cannot be written into");
  }

  private static String help(Config config, String service, List<ImageSite> sites) {
    var lines =
        sites.stream()
            .filter(site -> site.form() == ImageSite.Form.MAPPING)
            .map(site -> site.yaml(service))
            .distinct()
            .toList();
    var usual = ImageSite.yaml(service, config.image().path());
    return lines.isEmpty()
        ? "split the text into a mapping with repository and tag, and name its path in belay.yaml,"
            + " such as %s; if the chart does read %s: %s"
                .formatted(
                    ImageSite.yaml(service, KeyPath.parse("server.image")),
                    config.image().path(),
                    usual)
        : "say in belay.yaml which one is meant: %s; or for a new one: %s"
            .formatted(String.join(" or ", lines), usual);
  }
}
