package belay.cli.option;

import belay.deliver.model.WantedImage;
import belay.deliver.model.WantedImage.Source;
import belay.failure.Failure;
import belay.failure.Kind;
import belay.image.Digest;
import belay.image.ImageRef;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// From `SERVICE[/NAME][=IMAGE]` and the image flags to what is wanted.
public final class ImageArguments {
  /// The flags that say which image.
  public record Flags(
      Optional<String> image,
      Optional<String> digest,
      Optional<Path> layout,
      Optional<String> tag) {
    static Flags none() {
      return new Flags(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }
  }

  private ImageArguments() {}

  /// The images that the arguments and flags name together.
  public static List<WantedImage> of(List<String> services, Flags flags) {
    requireOneWay(flags);
    if (services.size() > 1) {
      requireShareable(flags);
    }
    return once(services.stream().map(service -> one(service, flags)).toList());
  }

  /// The services of `SERVICE` and `SERVICE[/NAME]=IMAGE`, each once.
  public static List<String> services(List<String> typed) {
    return typed.stream()
        .map(t -> t.contains("=") ? one(t, Flags.none()).service() : t)
        .distinct()
        .toList();
  }

  /// The images of those that name one.
  public static List<WantedImage> images(List<String> typed) {
    return once(
        typed.stream().filter(t -> t.contains("=")).map(t -> one(t, Flags.none())).toList());
  }

  private static List<WantedImage> once(List<WantedImage> wanted) {
    if (wanted.stream().map(w -> w.service() + "/" + w.image().orElse("")).distinct().count()
        < wanted.size()) {
      throw new Failure(
          Kind.USAGE, "a service is named twice", "name each service once: one image wins anyway");
    }
    return wanted;
  }

  private static WantedImage one(String typed, Flags flags) {
    var equals = typed.indexOf('=');
    var target = equals < 0 ? typed : typed.substring(0, equals);
    var slash = target.indexOf('/');
    var service = slash < 0 ? target : target.substring(0, slash);
    var name = slash < 0 ? Optional.<String>empty() : Optional.of(target.substring(slash + 1));
    var given = equals < 0 ? Optional.<String>empty() : Optional.of(typed.substring(equals + 1));
    return new WantedImage(service, name, source(typed, given, flags));
  }

  private static Source source(String typed, Optional<String> given, Flags flags) {
    if (given.isPresent()) {
      if (flags.image.isPresent() || flags.digest.isPresent() || flags.layout.isPresent()) {
        throw new Failure(
            Kind.USAGE,
            "two images for one service: \"%s\" and a flag".formatted(typed),
            "write the image after the = or pass the flag, not both");
      }
      return reference(given.get());
    }
    if (flags.layout.isPresent()) {
      return new Source.Built(flags.layout.get(), Optional.empty(), flags.tag.stream().toList());
    }
    return flags
        .image
        .map(ImageArguments::reference)
        .or(() -> flags.digest.map(digest -> new Source.ByDigest(Digest.parse(digest))))
        .or(() -> flags.tag.map(Source.ByTag::new))
        .orElseThrow(() ->
            new Failure(
                Kind.USAGE,
                "no image for \"%s\"".formatted(typed),
                "say which: %s=IMAGE, --tag TAG, --digest sha256:..., or --layout DIR"
                    .formatted(typed)));
  }

  private static Source reference(String image) {
    return new Source.Reference(ImageRef.parse(image));
  }

  private static void requireOneWay(Flags flags) {
    var ways =
        (flags.image.isPresent() ? 1 : 0)
            + (flags.digest.isPresent() ? 1 : 0)
            + (flags.layout.isPresent() || flags.tag.isPresent() ? 1 : 0);
    if (ways > 1) {
      throw new Failure(
          Kind.USAGE,
          "--image, --digest and --tag exclude each other",
          "pass one of them (--tag may go with --layout)");
    }
  }

  private static void requireShareable(Flags flags) {
    if (flags.image.isPresent() || flags.digest.isPresent() || flags.layout.isPresent()) {
      throw new Failure(
          Kind.USAGE,
          "--image, --digest and --layout are for one service",
          "write each service's image after a =: api=IMAGE web=IMAGE; --tag may serve many");
    }
  }
}
