package belay.scaffold.template;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A text with names in `<<…>>` for what is filled in: neither Helm, GitHub, YAML nor the shell
/// have a use for these brackets around a name.
///
/// A name that has a line for itself stands for whole lines, which take its indentation; where they
/// are none, its line goes, too.
public final class Template {
  private static final String FOLDER = "/belay/scaffold/";
  private static final Pattern LINE = Pattern.compile("(?m)^([ ]*)<<([a-z-]+)>>\n");
  private static final Pattern NAME = Pattern.compile("<<([a-z-]+)>>");

  private final String resource;
  private final Map<String, String> values;

  private Template(String resource, Map<String, String> values) {
    this.resource = resource;
    this.values = Map.copyOf(values);
  }

  /// A template by its resource's name.
  public static Template of(String resource) {
    return new Template(resource, Map.of());
  }

  /// This template with a name filled in, as it is: YAML values go through [Yaml] before.
  public Template with(String name, String value) {
    var more = new HashMap<>(values);
    more.put(name, value);
    return new Template(resource, more);
  }

  /// This template with several names filled in.
  public Template withAll(Map<String, String> filled) {
    var more = new HashMap<>(values);
    more.putAll(filled);
    return new Template(resource, more);
  }

  /// The text; every name must have been filled in.
  public String text() {
    var lines = LINE.matcher(read(resource)).replaceAll(m -> Matcher.quoteReplacement(block(m)));
    return NAME.matcher(lines).replaceAll(m -> Matcher.quoteReplacement(value(m.group(1))));
  }

  private String block(java.util.regex.MatchResult line) {
    var text = new StringBuilder();
    value(line.group(2))
        .lines()
        .forEach(l -> text.append(l.isEmpty() ? "" : line.group(1) + l).append('\n'));
    return text.toString();
  }

  private String value(String name) {
    return Optional.ofNullable(values.get(name))
        .orElseThrow(() -> new IllegalStateException(resource + ": nothing for <<" + name + ">>"));
  }

  private static String read(String resource) {
    try (var in = Template.class.getResourceAsStream(FOLDER + resource)) {
      if (in == null) {
        throw new IllegalStateException("no resource " + resource);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("reading the template " + resource, e);
    }
  }
}
