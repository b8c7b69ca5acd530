package belay.migrate.proof;

import belay.chart.ChartBundle;
import belay.migrate.model.ImageFeed;
import belay.migrate.model.ImageField;
import belay.migrate.model.ImageField.State;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Which images were rendered by the digest of their key, and from which templates. Of one thread.
final class SeenImages {
  private final ChartBundle bundle;
  private final String main;
  private final MadeUpDigests digests;
  private final List<ImageField> images;
  private final Map<Shown, Integer> shown = new LinkedHashMap<>();

  /// @param images all that the chart may render
  SeenImages(ChartBundle bundle, String main, MadeUpDigests digests, List<ImageField> images) {
    this.bundle = bundle;
    this.main = main;
    this.digests = digests;
    this.images = images;
  }

  /// A digest's key, and the template that it was rendered by.
  private record Shown(MadeUpDigests.Place place, String source) {}

  /// Notes what one render showed, and how often: what two branches of a template name alike is
  /// only told apart where both are there at once.
  void add(List<Judgement.Seen> rendered) {
    Map<Shown, Integer> now = new HashMap<>();
    for (var image : rendered) {
      digests
          .place(image.image().digest())
          .map(place -> new Shown(place, image.field().source()))
          .ifPresent(one -> now.merge(one, 1, Integer::sum));
    }
    now.forEach((one, count) -> shown.merge(one, count, Math::max));
  }

  /// Whether any image that is rewritten was rendered.
  boolean anyOf(List<ImageField> images) {
    return images.stream()
        .filter(image -> image.state() == State.REWRITTEN)
        .flatMap(image -> image.feeds().stream())
        .anyMatch(feed -> shown.keySet().stream().anyMatch(one -> isOf(one, feed)));
  }

  /// Why an image is not proved; empty where it is.
  Optional<String> missing(ImageField image) {
    if (image.state() == State.REPORTED) {
      return Optional.of(image.reason());
    }
    var unseen =
        image.feeds().stream()
            .filter(feed ->
                shown.keySet().stream()
                    .noneMatch(one -> isOf(one, feed) && isFrom(one.source(), image)))
            .map(feed -> String.join(".", feed.digest()))
            .distinct()
            .toList();
    var enough =
        image.state() == State.ALREADY
            ? unseen.size() < image.feeds().stream().map(ImageFeed::digest).distinct().count()
            : unseen.isEmpty();
    if (!enough || image.feeds().isEmpty()) {
      return Optional.of("no values that were tried render it" + keys(unseen, image));
    }
    return image.feeds().stream().allMatch(feed -> isTold(image, feed))
        ? Optional.empty()
        : Optional.of(
            "another branch of the template names the same image, and no values that were tried"
                + " render both");
  }

  /// Whether one render showed as many images of a key as a file names.
  private boolean isTold(ImageField image, ImageFeed feed) {
    var named =
        images.stream()
            .filter(other -> other.state() == image.state() && other.file().equals(image.file()))
            .filter(other -> other.feeds().stream().anyMatch(one -> isSame(one, feed)))
            .count();
    return named == 1
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
    return image.feeds().size() > 1 ? " with " + String.join(", ", unseen) : "";
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
