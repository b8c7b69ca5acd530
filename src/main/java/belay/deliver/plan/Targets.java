package belay.deliver.plan;

import belay.config.Config;
import belay.deliver.environment.EnvironmentAt;
import belay.deliver.environment.Place;
import belay.deliver.environment.Repositories;
import belay.deliver.environment.Services;
import belay.deliver.environment.Target;
import belay.deliver.model.Confirmation;
import belay.deliver.model.Pin;
import belay.deliver.model.WantedImage;
import belay.failure.Failure;
import belay.failure.Kind;
import belay.failure.Suggest;
import belay.yaml.image.ImageNaming;
import belay.yaml.image.ImageValues;
import belay.yaml.image.ValuesFile;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Finds the place of each wanted image in the values files of one environment at one commit.
///
/// @param environmentAt where they are
/// @param files the values files that are concerned, by path
/// @param targets one for each wanted image, in the order asked
public record Targets(
    EnvironmentAt environmentAt, Map<String, ValuesFile> files, List<Target> targets) {

  /// Without asking anybody anything.
  public static Targets find(EnvironmentAt environmentAt, List<WantedImage> all) {
    return find(environmentAt, all, _ -> {});
  }

  /// @param confirm asked where a file's image is not where it is looked for; the answer holds in
  ///   the scene of the result
  public static Targets find(
      EnvironmentAt environmentAt, List<WantedImage> all, Confirmation confirm) {
    var config = environmentAt.config();
    Map<String, ValuesFile> files = new LinkedHashMap<>();
    List<Target> targets = new ArrayList<>();
    for (var wanted : all) {
      var path = config.valuesPath(environmentAt.environment(), wanted.service());
      var place = new Place(wanted.service(), environmentAt.environment(), path);
      var file = files.computeIfAbsent(path, _ -> read(environmentAt, place));
      config = OtherImages.settled(file, config, place, confirm);
      targets.add(target(wanted, path, file, config));
    }
    return new Targets(environmentAt.with(config), files, targets);
  }

  private static Target target(WantedImage wanted, String path, ValuesFile file, Config config) {
    Map<String, ImageValues> values = new LinkedHashMap<>();
    var images = config.images(wanted.service());
    images.forEach((name, at) -> values.put(name, file.image(at)));
    var name = choose(wanted, images, values);
    return new Target(wanted, path, name, at(images, name), at(values, name));
  }

  /// The image named; else the only one. Among several, a reference means the one whose repository
  /// is the same: pinning it elsewhere would swap images. A bare tag or digest means `main`.
  private static String choose(
      WantedImage wanted, Map<String, ImageNaming> images, Map<String, ImageValues> values) {
    if (wanted.image().isPresent()) {
      return known(wanted, wanted.image().get(), images);
    }
    if (images.size() == 1) {
      return images.keySet().iterator().next();
    }
    if (!(wanted.source() instanceof WantedImage.Source.Reference reference)) {
      return known(wanted, Pin.MAIN, images);
    }
    var same =
        values.entrySet().stream()
            .filter(e -> repositoryIs(e.getValue(), reference))
            .map(Map.Entry::getKey)
            .toList();
    if (same.size() == 1) {
      return same.getFirst();
    }
    throw new Failure(
        Kind.USAGE,
        "\"%s\" has several images: %s"
            .formatted(wanted.service(), String.join(", ", images.keySet())),
        "say which: %s/%s=IMAGE".formatted(wanted.service(), images.keySet().iterator().next()));
  }

  private static boolean repositoryIs(ImageValues values, WantedImage.Source.Reference reference) {
    return values
        .repository()
        .flatMap(Repositories::read)
        .filter(reference.ref().repository()::equals)
        .isPresent();
  }

  private static String known(WantedImage wanted, String name, Map<String, ImageNaming> images) {
    if (images.containsKey(name)) {
      return name;
    }
    throw new Failure(
        Kind.NOT_FOUND,
        "\"%s\" has no image \"%s\"%s"
            .formatted(wanted.service(), name, Suggest.hint(name, images.keySet())),
        "its images are: %s (services.%s.images in belay.yaml)"
            .formatted(String.join(", ", images.keySet()), wanted.service()));
  }

  private static ValuesFile read(EnvironmentAt environmentAt, Place place) {
    return environmentAt
        .repo()
        .read(environmentAt.commit(), place.file())
        .map(bytes -> ValuesFile.parse(place.file(), bytes))
        .orElseThrow(() ->
            Services.unknown(
                environmentAt.repo(), environmentAt.commit(), environmentAt.config(), place));
  }

  private static <T> T at(Map<String, T> map, String name) {
    return Optional.ofNullable(map.get(name)).orElseThrow();
  }
}
