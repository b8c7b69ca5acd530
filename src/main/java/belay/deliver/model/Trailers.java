package belay.deliver.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The trailers of a commit message, in order: the lines `Name: value` of its last paragraph.
public record Trailers(List<Trailer> all) {
  public static final String SERVICE = "Belay-Service";
  public static final String ENVIRONMENT = "Belay-Environment";
  public static final String IMAGE_NAME = "Belay-Image-Name";
  public static final String IMAGE = "Belay-Image";
  public static final String PREVIOUS = "Belay-Previous";
  public static final String REVISION = "Belay-Source-Revision";
  public static final String ACTION = "Belay-Action";
  public static final String RUN = "Belay-Run";

  /// The environment that digests were promoted from, and the commit that they were read at.
  public static final String FROM = "Belay-From";

  public static final String FROM_COMMIT = "Belay-From-Commit";

  /// Why a freeze or the time to soak was passed over.
  public static final String OVERRIDE = "Belay-Override";

  /// Why syncing was switched on whatever spoke against it.
  public static final String FORCED = "Belay-Forced";

  /// Why somebody rolled back, and the digests that are held since.
  public static final String REASON = "Belay-Reason";

  public static final String HOLD = "Belay-Hold";

  /// One line.
  public record Trailer(String name, String value) {}

  /// Reads a commit message.
  public static Trailers of(String message) {
    var paragraph = message.strip();
    var start = paragraph.lastIndexOf("\n\n");
    List<Trailer> trailers = new ArrayList<>();
    for (var line : paragraph.substring(start < 0 ? 0 : start).strip().split("\n")) {
      var colon = line.indexOf(": ");
      if (colon > 0 && line.substring(0, colon).matches("[A-Za-z0-9-]+")) {
        trailers.add(new Trailer(line.substring(0, colon), line.substring(colon + 2).strip()));
      }
    }
    return new Trailers(List.copyOf(trailers));
  }

  /// The value of the first trailer of a name.
  public Optional<String> first(String name) {
    return all.stream().filter(t -> t.name().equals(name)).map(Trailer::value).findFirst();
  }

  /// Whether one of the trailers of this name has the value.
  public boolean names(String name, String value) {
    return all.stream().anyMatch(t -> t.name().equals(name) && t.value().equals(value));
  }
}
