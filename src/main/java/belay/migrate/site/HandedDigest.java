package belay.migrate.site;

import belay.gotemplate.TemplateExpression;
import belay.gotemplate.TemplateNode;
import belay.migrate.model.Keys;
import belay.migrate.origin.Origin;
import belay.migrate.origin.TemplateWalk;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The digest of an image whose tag a helper gets from its caller in a `dict` or a `list`: from now
/// on the caller hands the digest over.
record HandedDigest(DigestPlace places) {
  /// The place; empty where the caller cannot be followed.
  Optional<DigestPlace.Placed> place(
      DigestPlace.Image image, List<ValueReference> names, ValueReference tag) {
    var made = places.finder().walk().made(tag.handed().orElseThrow());
    if (made.isEmpty()) {
      return Optional.empty();
    }
    var command = made.get().command();
    return switch (command.function().orElse("")) {
      case "dict" -> inDict(image, names, tag, made.get());
      case "list", "tuple" -> inList(image, names, tag, made.get());
      default -> Optional.empty();
    };
  }

  private Optional<DigestPlace.Placed> inDict(
      DigestPlace.Image image,
      List<ValueReference> names,
      ValueReference tag,
      TemplateWalk.Made made) {
    var words = made.command().arguments();
    for (var i = 0; i + 1 < words.size(); i += 2) {
      if (words.get(i) instanceof TemplateExpression.Quoted(var area, var key, var _)
          && key.equals(tag.key())) {
        var file = made.scope().file().path();
        var call = call(words.get(i + 1), made);
        var others = isReadElsewhere(image, tag.key());
        if (call.isEmpty()) {
          return Optional.empty();
        }
        var value = words.get(i + 1).area();
        List<DigestEdit> more =
            others
                ? List.of(
                    DigestEdit.insert(
                        file, value.end(), " \"digest\" (%s)".formatted(call.get().text())))
                : List.of(
                    new DigestEdit(file, area.start(), area.end(), "\"digest\""),
                    new DigestEdit(
                        file, value.start(), value.end(), "(" + call.get().text() + ")"));
        var text = Operand.field(tag.mapping(), "digest");
        return Optional.of(
            new DigestPlace.Placed(text, more, sources(image, names, call.get().digests())));
      }
    }
    return Optional.empty();
  }

  private Optional<DigestPlace.Placed> inList(
      DigestPlace.Image image,
      List<ValueReference> names,
      ValueReference tag,
      TemplateWalk.Made made) {
    var word = made.command().arguments().get(Integer.parseInt(tag.key()));
    var call = call(word, made);
    if (call.isEmpty() || isReadElsewhere(image, " " + tag.key())) {
      return Optional.empty();
    }
    var edit =
        new DigestEdit(
            made.scope().file().path(),
            word.area().start(),
            word.area().end(),
            "(" + call.get().text() + ")");
    return Optional.of(
        new DigestPlace.Placed(
            "index %s %s".formatted(tag.mapping(), tag.key()),
            List.of(edit),
            sources(image, names, call.get().digests())));
  }

  private record Call(String text, List<Origin.Values> digests) {}

  /// The digest's call in place of a tag that the caller hands over.
  private Optional<Call> call(TemplateExpression word, TemplateWalk.Made made) {
    var read = places.finder().in(word, made.scope());
    var own = read.stream().filter(one -> one.handed().isEmpty()).findFirst();
    return own.map(one -> {
      var key = Keys.digestForTag(one.key());
      return new Call(
          places.call(made.scope().file(), one.mapping(), key),
          one.origins().stream().map(origin -> origin.parent().child(key)).toList());
    });
  }

  private List<ImageOrigin> sources(
      DigestPlace.Image image, List<ValueReference> names, List<Origin.Values> digests) {
    List<ImageOrigin> sources = new ArrayList<>();
    for (var digest : digests) {
      sources.add(places.source(image, names, digest, ImageOrigin.Kind.BESIDE));
    }
    return sources;
  }

  /// Whether the helper reads what is handed over at another place, too.
  private static boolean isReadElsewhere(DigestPlace.Image image, String key) {
    var dot = key.startsWith(" ") ? key : "." + key;
    var text = helper(image);
    var found = 0;
    for (var at = text.indexOf(dot); at >= 0; at = text.indexOf(dot, at + 1)) {
      var end = at + dot.length();
      found += end == text.length() || !Character.isLetterOrDigit(text.charAt(end)) ? 1 : 0;
    }
    return found > 1;
  }

  /// The definition that the image is in; the file where it is in none.
  private static String helper(DigestPlace.Image image) {
    var at = image.name().getLast().area().start();
    return image.file().tree().nodes().stream()
        .filter(node -> node instanceof TemplateNode.Define)
        .map(TemplateNode::area)
        .filter(area -> area.start() <= at && at < area.end())
        .findFirst()
        .map(area -> area.of(image.file().text()))
        .orElse(image.file().text());
  }
}
