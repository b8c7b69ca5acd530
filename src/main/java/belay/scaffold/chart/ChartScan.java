package belay.scaffold.chart;

import static java.nio.charset.StandardCharsets.UTF_8;

import belay.failure.Failure;
import belay.scaffold.chart.DigestUse.Kind;
import belay.yaml.tree.YamlTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;

/// Looks at the templates of a chart for what they do with the digest. Nothing is rendered: it is
/// seen which keys are read, under which conditions, and whether an empty one is refused.
public final class ChartScan {
  static final Pattern IMAGE = Pattern.compile("^\\s*(?:-\\s+)?[\"']?image[\"']?:.*");
  private static final String ALLOWS = "allowEmptyDigest";

  private final List<TemplateAction> actions = new ArrayList<>();
  private final List<String> path;
  private final ImageMention repository;
  private final ImageMention digest;
  private final ImageMention tag;

  private ChartScan(Map<String, String> templates, List<String> path, List<String> keys) {
    this.path = path;
    templates.forEach((file, text) -> actions.addAll(TemplateAction.of(file, text)));
    this.repository = ImageMention.of(path, keys.get(0), actions);
    this.digest = ImageMention.of(path, keys.get(1), actions);
    this.tag = ImageMention.of(path, keys.get(2), actions);
  }

  /// What a chart does.
  ///
  /// @param templates its templates by path, helpers and those of its libraries included
  /// @param schema its `values.schema.json`, if there is one
  /// @param path the keys that lead to the image's map
  /// @param keys what the chart calls repository, digest and tag in it
  public static DigestUse of(
      Map<String, String> templates,
      Optional<byte[]> schema,
      List<String> path,
      List<String> keys) {
    var scan = new ChartScan(templates, path, keys);
    var allows = scan.actions.stream().anyMatch(a -> a.text().contains(ALLOWS));
    var refused = schema.filter(bytes -> scan.refusesEmpty(bytes, keys.get(1))).isPresent();
    return scan.use(refused, allows);
  }

  /// Whether any template reads the image at this place.
  public static boolean reads(Map<String, String> templates, List<String> path, List<String> keys) {
    var scan = new ChartScan(templates, path, keys);
    return scan.actions.stream().anyMatch(a -> scan.digest.in(a) || scan.repository.in(a));
  }

  private DigestUse use(boolean schemaRefuses, boolean allows) {
    var byTag = actions.stream().filter(this::imageByTag).findFirst();
    if (byTag.isPresent() && actions.stream().anyMatch(digest::in)) {
      return new DigestUse(Kind.IGNORES, byTag.map(TemplateAction::place), allows);
    }
    var elsewhere =
        byTag.isEmpty() ? HelperCalls.elsewhere(actions, path) : Optional.<String>empty();
    if (elsewhere.isPresent() && !schemaRefuses && actions.stream().noneMatch(this::guards)) {
      return new DigestUse(Kind.UNKNOWN, elsewhere, allows);
    }
    if (actions.stream().noneMatch(digest::in)) {
      return new DigestUse(Kind.IGNORES, ignoring(), false);
    }
    if (schemaRefuses || actions.stream().anyMatch(this::guards)) {
      return new DigestUse(Kind.REFUSES, Optional.empty(), allows && !schemaRefuses);
    }
    var fallback = fallback();
    return fallback.isPresent()
        ? new DigestUse(Kind.FALLS_BACK, fallback, allows)
        : new DigestUse(
            Kind.RENDERS_EMPTY,
            actions.stream().filter(digest::in).map(TemplateAction::place).findFirst(),
            allows);
  }

  /// The line that names a version, else the repository, else any image.
  private Optional<String> ignoring() {
    return Stream.<java.util.function.Predicate<TemplateAction>>of(
            a -> tag.in(a) && (IMAGE.matcher(a.line()).matches() || repository.in(a.line())),
            tag::in,
            repository::in,
            a -> IMAGE.matcher(a.line()).matches())
        .flatMap(wanted -> actions.stream().filter(wanted))
        .map(TemplateAction::place)
        .findFirst();
  }

  /// An image by tag beside others by digest, such as that of a job.
  private boolean imageByTag(TemplateAction action) {
    return IMAGE.matcher(action.line()).matches()
        && tag.in(action)
        && !digest.in(action.line())
        && action.conditions().stream().noneMatch(c -> digest.in(c.text()));
  }

  /// Whether an empty digest ends here: asked for where it may be empty, or failing because it is.
  private boolean guards(TemplateAction action) {
    if (action.says("required") && digest.in(action)) {
      return action.conditions().stream().allMatch(this::leavesEmpty);
    }
    return action.says("fail") && action.conditions().stream().anyMatch(c -> digest.in(c.text()));
  }

  private boolean leavesEmpty(TemplateAction.Condition around) {
    var asked = around.text();
    if (asked.startsWith("define") || asked.contains(ALLOWS)) {
      return true;
    }
    var named = digest.in(asked) ? around.otherwise() || asked.contains("not ") : true;
    return named && !tag.in(asked);
  }

  private Optional<String> fallback() {
    return Stream.<java.util.function.Predicate<TemplateAction>>of(
            a ->
                tag.in(a)
                    && !digest.in(a)
                    && a.conditions().stream().anyMatch(c -> digest.in(c.text())),
            a -> digest.in(a) && a.text().matches("(?:else )?(?:if|with)\\b.*"),
            a -> digest.in(a) && Stream.of("default", "coalesce", "ternary").anyMatch(a::says))
        .flatMap(wanted -> actions.stream().filter(wanted))
        .map(TemplateAction::place)
        .findFirst();
  }

  private boolean refusesEmpty(byte[] schema, String digestKey) {
    List<String> way = new ArrayList<>();
    Stream.concat(path.stream(), Stream.of(digestKey))
        .forEach(key -> {
          way.add("properties");
          way.add(key);
        });
    try {
      var tree = YamlTree.parse("values.schema.json", schema);
      return tree.text(longer(way, "pattern"))
              .filter(p -> !Pattern.compile(p).matcher("").find())
              .isPresent()
          || tree.text(longer(way, "minLength")).filter(n -> n.matches("[1-9][0-9]*")).isPresent();
    } catch (Failure | PatternSyntaxException unreadable) {
      return false;
    }
  }

  private static String[] longer(List<String> way, String key) {
    return Stream.concat(way.stream(), Stream.of(key)).toArray(String[]::new);
  }

  /// The text of a template; what is no text has nothing to say.
  public static String text(byte[] bytes) {
    return new String(bytes, UTF_8);
  }
}
