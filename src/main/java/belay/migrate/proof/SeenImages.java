package belay.migrate.proof;

import belay.chart.ChartBundle;
import belay.migrate.model.ImageFeed;
import belay.migrate.model.ImageField;
import belay.migrate.model.ImageField.State;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Which images were rendered by the digest of their key, and from which templates. Of one thread.
final class SeenImages {
  private final ChartBundle bundle;
  private final String main;
  private final MadeUpDigests digests;
  private final List<ImageField> images;
  private final Map<Shown, Integer> shown = new LinkedHashMap<>();
  private final Set<Told> told = new HashSet<>();

  /// @param images all that the chart may render
  SeenImages(ChartBundle bundle, String main, MadeUpDigests digests, List<ImageField> images) {
    this.bundle = bundle;
    this.main = main;
    this.digests = digests;
    this.images = images;
  }

  /// A digest's key, and the template that it was rendered by.
  ///
  /// @param filled whether the key is empty otherwise
  private record Shown(MadeUpDigests.Place place, String source, boolean filled) {}

  /// A place that was seen to render a digest.
  ///
  /// @param image as in [ImageField#place]
  private record Told(String image, MadeUpDigests.Place digest) {}

  /// Notes that a place was seen to render a digest.
  void tell(String image, MadeUpDigests.Place digest) {
    told.add(new Told(image, digest));
  }

  /// Whether it is still to be seen which of several places rendered a digest.
  boolean areAnyUntold() {
    return images.stream()
        .filter(image -> image.state() == State.REWRITTEN && isSeen(image))
        .anyMatch(image -> !counted(image).stream().allMatch(feed -> isTold(image, feed)));
  }

  /// Notes what one render showed, and how often: what two branches of a template name alike is
  /// only told apart where both are there at once.
  void add(List<Judgement.Seen> rendered) {
    Map<Shown, Integer> now = new HashMap<>();
    for (var image : rendered) {
      digests
          .place(image.image().digest())
          .map(place ->
              new Shown(place, image.field().source(), digests.isFilled(image.image().digest())))
          .ifPresent(one -> now.merge(one, 1, Integer::sum));
    }
    now.forEach((one, count) -> shown.merge(one, count, Math::max));
  }

  /// Whether any of some images that are rewritten was rendered by a digest that is empty as yet.
  boolean anyEmpty(List<ImageField> images) {
    return images.stream()
        .filter(image -> image.state() == State.REWRITTEN)
        .flatMap(image -> image.feeds().stream())
        .anyMatch(feed -> shown.keySet().stream().anyMatch(one -> one.filled() && isOf(one, feed)));
  }

  /// Why an image is not proved; empty where it is.
  Optional<String> missing(ImageField image) {
    if (image.state() == State.REPORTED) {
      return Optional.of(image.reason());
    }
    if (!isSeen(image)) {
      return Optional.of("no values that were tried render it" + keys(unseen(image), image));
    }
    return image.state() == State.ALREADY
            || counted(image).stream().allMatch(feed -> isTold(image, feed))
        ? Optional.empty()
        : Optional.of(
            "another branch of the template names the same image, and no values that were tried"
                + " render this one");
  }

  /// Whether a place that is reported, not proved or open to a digest may be what a template
  /// renders without one.
  ///
  /// @param source the template, as Helm calls it
  boolean isAccountedFor(String source) {
    return images.stream()
        .filter(image -> image.state() != State.REWRITTEN || missing(image).isPresent())
        .anyMatch(image -> isFrom(source, image));
  }

  private boolean isSeen(ImageField image) {
    var unseen = unseen(image).size();
    return !counted(image).isEmpty()
        && (image.state() == State.ALREADY
            ? unseen < image.usual().stream().map(ImageFeed::digest).distinct().count()
            : unseen == 0);
  }

  private boolean isShown(ImageField image, ImageFeed feed) {
    return shown.keySet().stream().anyMatch(one -> isOf(one, feed) && isFrom(one.source(), image));
  }

  /// The keys that an image has to be seen by: those that count by default, or the spare one that
  /// goes before them.
  private List<ImageFeed> counted(ImageField image) {
    var spare =
        image.feeds().stream().filter(feed -> feed.spare() && isShown(image, feed)).toList();
    return spare.isEmpty() ? image.usual() : spare;
  }

  private List<String> unseen(ImageField image) {
    return counted(image).stream()
        .filter(feed -> !isShown(image, feed))
        .map(feed -> String.join(".", feed.digest()))
        .distinct()
        .toList();
  }

  /// Whether one render showed as many images of a key as a file names.
  private boolean isTold(ImageField image, ImageFeed feed) {
    var named =
        images.stream()
            .filter(other -> other.state() == image.state() && other.file().equals(image.file()))
            .filter(other -> other.feeds().stream().anyMatch(one -> isSame(one, feed)))
            .count();
    return named == 1
        || told.contains(
            new Told(image.place(), new MadeUpDigests.Place(feed.chart(), feed.digest())))
        || shown.entrySet().stream()
            .anyMatch(one ->
                isOf(one.getKey(), feed)
                    && isFrom(one.getKey().source(), image)
                    && one.getValue() >= named);
  }

  private static boolean isSame(ImageFeed one, ImageFeed other) {
    return one.chart().equals(other.chart()) && one.digest().equals(other.digest());
  }

  private static String keys(List<String> unseen, ImageField image) {
    return image.usual().size() > 1 ? " with " + String.join(", ", unseen) : "";
  }

  private static boolean isOf(Shown one, ImageFeed feed) {
    return one.place().chart().equals(feed.chart()) && one.place().path().equals(feed.digest());
  }

  /// A part that others include may be rendered by any template.
  private boolean isFrom(String source, ImageField image) {
    var chart = bundle.chart(image.chart());
    var name =
        chart.templates().entrySet().stream()
            .filter(template -> template.getValue().equals(image.file()))
            .map(Map.Entry::getKey)
            .findFirst();
    if (name.isEmpty() || name.get().substring(name.get().lastIndexOf('/') + 1).startsWith("_")) {
      return true;
    }
    return source.endsWith("/templates/" + name.get())
        && source.contains("/charts/") != image.chart().equals(main);
  }
}
