package belay.deliver;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The trailers of a commit message, in order: the lines `Name: value` of its last paragraph.
record Trailers(List<Trailer> all) {
  /// One line.
  record Trailer(String name, String value) {}

  static Trailers of(String message) {
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

  Optional<String> first(String name) {
    return all.stream().filter(t -> t.name().equals(name)).map(Trailer::value).findFirst();
  }

  /// Whether one of the trailers of this name has the value.
  boolean names(String name, String value) {
    return all.stream().anyMatch(t -> t.name().equals(name) && t.value().equals(value));
  }
}
