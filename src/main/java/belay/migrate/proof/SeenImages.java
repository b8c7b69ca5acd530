package belay.migrate.proof;

import belay.chart.ChartBundle;
import belay.migrate.model.ImageFeed;
import belay.migrate.model.ImageField;
import belay.migrate.model.ImageField.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Which images were rendered by the digest of their key, and from which templates. Of one thread.
final class SeenImages {
  private final ChartBundle bundle;
  private final String main;
  private final MadeUpDigests digests;
  private final List<Shown> shown = new ArrayList<>();

  SeenImages(ChartBundle bundle, String main, MadeUpDigests digests) {
    this.bundle = bundle;
    this.main = main;
    this.digests = digests;
  }

  /// A digest's key, and the template that it was rendered by.
  private record Shown(MadeUpDigests.Place place, String source) {}

  void add(List<Judgement.Seen> images) {
    for (var image : images) {
      digests
          .place(image.image().digest())
          .map(place -> new Shown(place, image.field().source()))
          .filter(one -> !shown.contains(one))
          .ifPresent(shown::add);
    }
  }

  /// Whether any image that is rewritten was rendered.
  boolean anyOf(List<ImageField> images) {
    return images.stream()
        .filter(image -> image.state() == State.REWRITTEN)
        .flatMap(image -> image.feeds().stream())
        .anyMatch(feed -> shown.stream().anyMatch(one -> isOf(one, feed)));
  }

  /// Why an image is not proved; empty where it is.
  Optional<String> missing(ImageField image) {
    if (image.state() == State.REPORTED) {
      return Optional.of(image.reason());
    }
    var unseen =
        image.feeds().stream()
            .filter(feed ->
                shown.stream().noneMatch(one -> isOf(one, feed) && isFrom(one.source(), image)))
            .map(feed -> String.join(".", feed.digest()))
            .distinct()
            .toList();
    var enough =
        image.state() == State.ALREADY
            ? unseen.size() < image.feeds().stream().map(ImageFeed::digest).distinct().count()
            : unseen.isEmpty();
    return enough && !image.feeds().isEmpty()
        ? Optional.empty()
        : Optional.of("no values that were tried render it" + keys(unseen, image));
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
