package belay.deliver;

import static java.nio.charset.StandardCharsets.UTF_8;

import belay.config.Config;
import belay.config.ConfigFiles;
import belay.failure.Failure;
import belay.failure.Kind;
import belay.scaffold.BelayYaml;
import belay.scaffold.ChartSource;
import belay.scaffold.Site;
import belay.yaml.ImageSite;
import belay.yaml.Insertion;
import belay.yaml.KeyPath;
import belay.yaml.ValuesFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Where a chart of this repository has its image: a block where no template looks would be dead.
///
/// @param written whether `belay.yaml` is the repository's own, and may be added to
/// @param list the files of the repository below a folder
record ChartImage(
    Config config,
    Site site,
    Drafting drafting,
    boolean written,
    Function<String, List<String>> list) {

  /// The configuration with the place that the chart has, which is written into `belay.yaml`.
  ///
  /// @throws Failure (refused) where it has several, and nobody said which one is meant
  Config settled(NewService wish) {
    return config.chosen(wish.name())
        ? config
        : chart(wish).flatMap(chart -> elsewhere(wish.name(), chart)).orElse(config);
  }

  private Optional<ChartFiles> chart(NewService wish) {
    var usual =
        config.paths().charts().expand(Map.of("service", wish.name(), "group", wish.group()));
    return wish.chart().orElseGet(() -> new ChartSource.Here(usual))
            instanceof ChartSource.Here(var folder)
        ? Optional.of(new ChartFiles(folder, list, drafting::read)).filter(ChartFiles::isThere)
        : Optional.empty();
  }

  private Optional<Config> elsewhere(String service, ChartFiles chart) {
    var name = chart.folder() + "/values.yaml";
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
    var only = sites.getFirst();
    if (sites.size() > 1 || only.form() != ImageSite.Form.MAPPING || !isByKeys(only.path())) {
      throw Elsewhere.refusal(config, name, service, sites);
    }
    return Optional.of(chosen(service, only));
  }

  /// Helm replaces lists as a whole: a values file with an item of one would be made up.
  private static boolean isByKeys(KeyPath path) {
    return path.steps().stream().allMatch(KeyPath.Step.Key.class::isInstance);
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
            BelayYaml.file(site, Sites.layout(config, Optional.empty(), false)).getBytes(UTF_8));
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
