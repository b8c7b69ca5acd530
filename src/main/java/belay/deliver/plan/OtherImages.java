package belay.deliver.plan;

import belay.config.Config;
import belay.deliver.environment.Place;
import belay.deliver.environment.References;
import belay.deliver.model.Candidate;
import belay.deliver.model.Confirmation;
import belay.failure.Failure;
import belay.failure.Kind;
import belay.yaml.image.ImageSite;
import belay.yaml.image.ValuesFile;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Images that stand elsewhere in a values file than where nobody but the default looks for them. A
/// block that is made up beside them would be read by no chart.
public final class OtherImages {
  private OtherImages() {}

  /// The images of a file in which the usual place has none; none where there is nothing to doubt.
  static List<ImageSite> in(ValuesFile file, Config config, String service) {
    var usual = config.image().path();
    if (config.chosen(service) || (file.has(usual) && file.scalar(usual).isEmpty())) {
      return List.of();
    }
    var sites = file.images(config.image().keys());
    return file.has(usual) && choices(sites).isEmpty() ? List.of() : sites;
  }

  private static List<ImageSite> choices(List<ImageSite> sites) {
    return sites.stream().filter(site -> site.form() == ImageSite.Form.MAPPING).toList();
  }

  /// The configuration with a choice, or a refusal that names all of them.
  static Config settled(ValuesFile file, Config config, Place place, Confirmation confirm) {
    var sites = in(file, config, place.service());
    if (sites.isEmpty()) {
      return config;
    }
    var choices = choices(sites);
    return asked(choices, config, place.service(), confirm)
        .map(site -> config.with(place.service(), site))
        .orElseThrow(() -> refusal(config, place.file(), place.service(), sites));
  }

  /// One of several, where there is somebody to be asked.
  public static Optional<ImageSite> asked(
      List<ImageSite> choices, Config config, String service, Confirmation confirm) {
    var usual = config.image().keys();
    var candidates = choices.stream().map(site -> Candidate.of(site, service, usual)).toList();
    return Optional.of(candidates)
        .filter(some -> !some.isEmpty())
        .flatMap(some -> confirm.which(service, some))
        .flatMap(
            chosen -> choices.stream().filter(s -> s.place().equals(chosen.place())).findFirst());
  }

  /// Where a file has its images instead, and what says so in `belay.yaml`, in one sentence; empty
  /// where there is nothing to doubt.
  public static Optional<String> summary(ValuesFile file, Config config, String service) {
    var sites = in(file, config, service);
    if (sites.isEmpty()) {
      return Optional.empty();
    }
    var places =
        sites.stream()
            .map(site -> "%s (%s)".formatted(site.path(), site.place()))
            .collect(Collectors.joining(", "));
    var lines = lines(config, service, sites);
    return Optional.of(
        "no image at %s, but at %s%s"
            .formatted(
                config.image().path(),
                places,
                lines.isEmpty() ? "" : "; belay.yaml chooses: " + String.join(" or ", lines)));
  }

  /// A refusal that names all of them.
  public static Failure refusal(Config config, String file, String service, List<ImageSite> sites) {
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
            switch (site.form()) {
              case MAPPING -> "";
              case TEXT -> ", one text, which a digest cannot be written into";
              case PART -> ", without the rest of an image beside it";
            });
  }

  private static List<String> lines(Config config, String service, List<ImageSite> sites) {
    return choices(sites).stream()
        .map(site -> site.yaml(service, config.image().keys()))
        .distinct()
        .toList();
  }

  private static String help(Config config, String service, List<ImageSite> sites) {
    var lines = lines(config, service, sites);
    var usual = ImageSite.yaml(service, config.image().path());
    if (!lines.isEmpty()) {
      return "say in belay.yaml which one is meant: %s; or for a new one: %s"
          .formatted(String.join(" or ", lines), usual);
    }
    var text = sites.stream().filter(site -> site.form() == ImageSite.Form.TEXT).findFirst();
    return "%s; if the chart does read %s: %s"
        .formatted(
            text.map(site -> split(site, service))
                .orElse("write its repository and tag side by side, as its chart reads them"),
            config.image().path(),
            usual);
  }

  /// What a whole reference becomes; its chart has to follow.
  private static String split(ImageSite site, String service) {
    var repository = References.repository(site.text());
    var version =
        References.digest(site.text())
            .map(digest -> "digest: " + digest)
            .orElse(
                site.text().length() > repository.length()
                    ? "tag: \"%s\"".formatted(site.text().substring(repository.length() + 1))
                    : "digest: \"\"");
    return "split the text into a mapping, %s: {repository: %s, %s}, which the chart has to read, and say in belay.yaml: %s"
        .formatted(site.path(), repository, version, ImageSite.yaml(service, site.path()));
  }
}
