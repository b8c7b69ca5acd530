package belay.scaffold.chart;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The calls of helpers in a chart's templates.
final class HelperCalls {
  private static final Pattern DEFINED =
      Pattern.compile("\\b(?:define|block)\\s+[\"`]([^\"`]+)[\"`]");
  private static final Pattern CALLED =
      Pattern.compile("\\b(?:include|template)\\s+[\"`]([^\"`]+)[\"`]");

  private HelperCalls() {}

  /// The `file:line` of a call that an image may come from and whose helper is not among the
  /// templates: that of a packed chart, or of one in another repository.
  ///
  /// @param path the keys that lead to the image's map
  static Optional<String> elsewhere(List<TemplateAction> actions, List<String> path) {
    var here = actions.stream().flatMap(a -> names(DEFINED, a)).collect(Collectors.toSet());
    var values = ".Values." + String.join(".", path);
    var images = actions.stream().anyMatch(HelperCalls::isImage);
    return actions.stream()
        .filter(action -> callsOthers(action, here))
        .filter(action -> !images || isImage(action) || action.text().contains(values))
        .map(TemplateAction::place)
        .findFirst();
  }

  private static boolean isImage(TemplateAction action) {
    return ChartScan.IMAGE.matcher(action.line()).matches();
  }

  private static boolean callsOthers(TemplateAction action, Set<String> here) {
    return names(CALLED, action).anyMatch(name -> !here.contains(name));
  }

  private static Stream<String> names(Pattern pattern, TemplateAction action) {
    return pattern.matcher(action.text()).results().map((MatchResult m) -> m.group(1));
  }
}
