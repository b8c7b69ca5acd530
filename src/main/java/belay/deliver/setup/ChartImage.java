package belay.deliver.setup;

import static java.nio.charset.StandardCharsets.UTF_8;

import belay.config.Config;
import belay.config.ConfigFiles;
import belay.deliver.model.Confirmation;
import belay.deliver.plan.OtherImages;
import belay.failure.Failure;
import belay.failure.Kind;
import belay.scaffold.BelayYaml;
import belay.scaffold.application.GitOpsRepository;
import belay.yaml.edit.Insertion;
import belay.yaml.image.ImageSite;
import belay.yaml.image.ValuesFile;
import belay.yaml.tree.KeyPath;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Where a chart of this repository has its image: a block where no template looks would be dead.
///
/// @param written whether `belay.yaml` is the repository's own, and may be added to
/// @param confirm asks which image is meant where it has several
record ChartImage(
    Config config,
    GitOpsRepository site,
    FileDrafts drafting,
    boolean written,
    Confirmation confirm) {

  /// The configuration with the place that the chart has, which is written into `belay.yaml`.
  ///
  /// @throws Failure (refused) where it has several, and nobody said which one is meant
  Config settled(String service, Optional<ChartFiles> chart) {
    return config.chosen(service)
        ? config
        : chart.flatMap(files -> elsewhere(service, files)).orElse(config);
  }

  private Optional<Config> elsewhere(String service, ChartFiles chart) {
    var name = chart.valuesFile();
    var values = chart.values().map(bytes -> ValuesFile.parse(name, bytes));
    if (values.isEmpty()
        || values.get().has(config.image().path())
        || chart.reads(config.image().path().keys(), config.image().keys())) {
      return Optional.empty();
    }
    var sites = values.get().images(config.image().keys());
    if (sites.isEmpty()) {
      return Optional.empty();
    }
    var choices = sites.stream().filter(ChartImage::isChoice).toList();
    var only = sites.size() == 1 ? choices.stream().findFirst() : Optional.<ImageSite>empty();
    return Optional.of(
        only.or(() -> OtherImages.asked(choices, config, service, confirm))
            .map(site -> chosen(service, site))
            .orElseThrow(() -> OtherImages.refusal(config, name, service, sites)));
  }

  /// Helm replaces lists as a whole: a values file with an item of one would be made up.
  private static boolean isChoice(ImageSite site) {
    return site.form() == ImageSite.Form.MAPPING
        && site.path().steps().stream().allMatch(KeyPath.Step.Key.class::isInstance);
  }

  private Config chosen(String service, ImageSite only) {
    if (written) {
      write(service, only);
    } else {
      drafting.warn(
          "%s: the chart has its image at %s: write into your configuration: %s"
              .formatted(only.place(), only.path(), line(service, only)));
    }
    return config.with(service, only);
  }

  private String line(String service, ImageSite image) {
    return image.yaml(service, config.image().keys());
  }

  private void write(String service, ImageSite image) {
    var file = ConfigFiles.NAME;
    var there = drafting.read(file);
    var before =
        there.orElseGet(() ->
            BelayYaml.file(site, ScaffoldInputs.layout(config, Optional.empty(), false))
                .getBytes(UTF_8));
    var after = before;
    for (var entry : image.settings(config.image().keys()).entrySet()) {
      var keys = new ArrayList<>(List.of("services", service, "images", Config.MAIN));
      keys.addAll(entry.getKey());
      after = Insertion.put(file, after, keys, entry.getValue());
    }
    if (!proven(Config.parse(file, before), Config.parse(file, after), service, image)) {
      throw new Failure(
          Kind.REFUSED,
          "%s cannot be added to without changing other parts of it".formatted(file),
          "write into it: " + line(service, image));
    }
    var written = after;
    there.ifPresentOrElse(
        old -> drafting.edit(file, old, written),
        () -> drafting.want(file, new String(written, UTF_8)));
  }

  private static boolean proven(Config before, Config after, String service, ImageSite site) {
    return after.images(service).equals(before.with(service, site).images(service))
        && after.environments().equals(before.environments())
        && after.image().equals(before.image())
        && after.registry().equals(before.registry())
        && after.services().size() - before.services().size() <= 1;
  }
}
