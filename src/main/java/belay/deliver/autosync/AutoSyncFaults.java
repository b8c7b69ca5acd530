package belay.deliver.autosync;

import belay.config.Config;
import belay.config.Environment;
import belay.config.Setting;
import belay.deliver.environment.EnvironmentAt;
import belay.deliver.environment.ImageText;
import belay.deliver.environment.References;
import belay.deliver.plan.OtherImages;
import belay.deliver.policy.Holds;
import belay.deliver.policy.Violations;
import belay.deliver.setup.ChartDigest;
import belay.failure.Failure;
import belay.image.Digest;
import belay.yaml.image.ImageNaming;
import belay.yaml.image.ValuesFile;
import java.util.List;

/// What speaks against services of an environment syncing by themselves, as far as Git alone tells:
/// what is rolled out without a word has to be pinned, read by its chart, and held by nobody.
public final class AutoSyncFaults {
  private final EnvironmentAt at;
  private final SyncSources sources;
  private final Holds holds;

  private AutoSyncFaults(EnvironmentAt at, SyncSources sources) {
    this.at = at;
    this.sources = sources;
    this.holds = Holds.at(at.repo(), at.commit());
  }

  /// Adds all of them, each with its place and cure.
  public static void check(
      EnvironmentAt at, SyncSources sources, List<String> services, Violations violations) {
    var faults = new AutoSyncFaults(at, sources);
    faults.tags(violations);
    services.forEach(service -> faults.service(service, violations));
  }

  /// Adds what speaks against the images alone.
  public static void pins(
      EnvironmentAt at, SyncSources sources, List<String> services, Violations violations) {
    var faults = new AutoSyncFaults(at, sources);
    services.forEach(service -> faults.images(service, violations));
  }

  private void tags(Violations violations) {
    var environment = at.config().environment(at.environment());
    if (environment.images() == Environment.Images.ANY) {
      violations.add(
          "%stags may stand in %s (images: any)".formatted(origin(), environment.name()),
          "say images: digest for it in belay.yaml");
    }
  }

  private String origin() {
    return at.config().settings().stream()
        .filter(setting -> setting.key().equals("environments." + at.environment() + ".images"))
        .map(Setting::origin)
        .filter(origin -> !origin.equals(Setting.DEFAULT))
        .map(origin -> origin + ": ")
        .findFirst()
        .orElse("");
  }

  private void service(String service, Violations violations) {
    images(service, violations);
    chart(service, violations);
  }

  private void images(String service, Violations violations) {
    var config = at.config();
    var path = config.valuesPath(at.environment(), service);
    try {
      var file = ValuesFile.parse(path, at.repo().read(at.commit(), path).orElseThrow());
      config
          .images(service)
          .forEach((image, naming) -> {
            var name = image.equals(Config.MAIN) ? service : service + "/" + image;
            image(name, service, file, naming, violations);
          });
    } catch (Failure unreadable) {
      violations.add(unreadable.what(), unreadable.help());
    }
  }

  private void image(
      String name, String service, ValuesFile file, ImageNaming naming, Violations violations) {
    var values = file.image(naming);
    var reference = ImageText.reference(values);
    var place = file.versionPlace(naming);
    var deploy = "belay deploy %s --tag TAG --env %s".formatted(name, at.environment());
    if (reference.isEmpty()) {
      violations.add(
          "%s: %s"
              .formatted(
                  file.digestPlace(naming),
                  OtherImages.summary(file, at.config(), service)
                      .orElse("no digest for \"%s\"".formatted(name))),
          deploy);
      return;
    }
    var digest = References.digest(reference.get());
    if (digest.isEmpty()) {
      violations.add(
          "%s: %s"
              .formatted(
                  place,
                  References.fault(reference.get())
                      .orElse("\"%s\" is not pinned by digest".formatted(reference.get()))),
          deploy);
      return;
    }
    References.fault(reference.get())
        .or(() -> values.tag().filter(tag -> !tag.isBlank()).map(AutoSyncFaults::both))
        .ifPresent(fault -> violations.add("%s: %s".formatted(place, fault), deploy));
    holds
        .on(service, at.environment(), Digest.parse(digest.get()))
        .ifPresent(hold ->
            violations.add(
                "%s: %s of %s is %s"
                    .formatted(place, hold.digest().abbreviated(), name, hold.words()),
                "%s, or lift the hold: belay release %s".formatted(deploy, hold.digest())));
  }

  private static String both(String tag) {
    return "a tag \"%s\" stands beside the digest".formatted(tag);
  }

  private void chart(String service, Violations violations) {
    sources
        .chart(at.environment(), service)
        .flatMap(folder ->
            ChartDigest.unread(folder, at.config(), service, sources.paths(), sources::bytes))
        .ifPresent(fault -> violations.add(fault.what(), fault.cure()));
  }
}
