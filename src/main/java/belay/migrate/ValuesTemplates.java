package belay.migrate;

import static java.nio.charset.StandardCharsets.UTF_8;

import belay.chart.ChartBundle;
import belay.migrate.model.DigestHelper;
import belay.migrate.model.KeyChange;
import belay.migrate.origin.Origin;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Templates that stand in values, which charts read by `tpl`: they, too, may name an image by its
/// tag.
record ValuesTemplates(ChartBundle bundle) {
  private static final String PASSING =
      "(?:\\|\\s*(?:quote|toString|default\\s+\\.Chart\\.AppVersion)\\s*)*";

  /// Whether a template in a chart's values needs a tag for something else than the end of an
  /// image.
  boolean needs(Origin.Values tag) {
    var text = text(tag.chart());
    return text.contains(".Values.")
        && mention(tag.path()).matcher(image(tag.path()).matcher(text).replaceAll("")).find();
  }

  private String text(String chart) {
    var bytes = bundle.files().get(bundle.chart(chart).values());
    return bytes == null ? "" : new String(bytes, UTF_8);
  }

  private static Pattern mention(List<String> path) {
    return Pattern.compile("\\.Values\\." + dotted(path) + "(?![\\w-])");
  }

  /// The end of an image: a colon and the tag.
  private static Pattern image(List<String> path) {
    return Pattern.compile(
        ":\\{\\{-?\\s*(\\$?)\\.Values\\." + dotted(path) + "\\s*" + PASSING + "-?}}");
  }

  private static String dotted(List<String> path) {
    return Pattern.quote(String.join(".", path));
  }

  /// The values file with digests in its templates.
  byte[] rewritten(String chart, byte[] values, List<KeyChange> keys) {
    var text = new String(values, UTF_8);
    var changed = text;
    for (var key : keys) {
      if (key instanceof KeyChange.Digest digest && !digest.tag().isEmpty()) {
        changed =
            image(digest.tag())
                .matcher(changed)
                .replaceAll(match -> call(chart, match.group(1), digest));
      }
    }
    return changed.equals(text) ? values : changed.getBytes(UTF_8);
  }

  /// Texts stand between backquotes, since the template stands between quotes of YAML.
  private String call(String chart, String root, KeyChange.Digest digest) {
    var path = digest.path();
    var mapping =
        root
            + ".Values"
            + path.subList(0, path.size() - 1).stream()
                .map(key -> "." + key)
                .reduce("", String::concat);
    var image =
        path.getLast().equals("digest")
            ? mapping
            : "(dict `digest` %1$s.%2$s `%3$s` %1$s.%3$s)"
                .formatted(mapping, path.getLast(), DigestHelper.ALLOW_EMPTY);
    return Matcher.quoteReplacement(
        "{{ include `%s` (dict `image` %s `key` `%s`) }}"
            .formatted(
                DigestHelper.name(bundle.chart(chart).name()), image, String.join(".", path)));
  }
}
