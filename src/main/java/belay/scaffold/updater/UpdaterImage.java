package belay.scaffold.updater;

import java.util.Optional;

/// One entry of an `image-list` annotation: `[ALIAS=]IMAGE[:TAG]`.
///
/// @param tag the tag, or the constraint on versions
record UpdaterImage(String alias, String name, Optional<String> tag) {
  static UpdaterImage parse(String entry) {
    var equals = entry.indexOf('=');
    var image = entry.substring(equals + 1);
    var colon = image.indexOf(':', image.lastIndexOf('/') + 1);
    var name = colon < 0 ? image : image.substring(0, colon);
    var tag = colon < 0 ? Optional.<String>empty() : Optional.of(image.substring(colon + 1));
    return new UpdaterImage(equals < 0 ? name : entry.substring(0, equals), name, tag);
  }

  /// The registry's host and port; Docker Hub where none is named.
  String registry() {
    var slash = name.indexOf('/');
    var first = slash < 0 ? "" : name.substring(0, slash);
    return first.contains(".") || first.contains(":") || first.equals("localhost")
        ? first
        : "docker.io";
  }
}
