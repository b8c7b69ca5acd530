package belay.migrate.site;

import belay.gotemplate.Area;
import belay.gotemplate.TemplateExpression;
import belay.gotemplate.TemplatePipeline;
import belay.migrate.origin.TemplateFile;
import java.util.List;
import java.util.Optional;

/// How something is put behind the value of a pipeline.
///
/// @param action the action that prints it; empty where nothing prints it there
/// @param end where the part of the pipeline ends that gives the value, before it is quoted
/// @param quoted whether quotes are put around the value behind that
/// @param start where that part begins
record Append(
    TemplateFile file,
    TemplatePipeline pipeline,
    Optional<Area> action,
    int end,
    boolean quoted,
    int start,
    boolean single) {
  Append(
      TemplateFile file,
      TemplatePipeline pipeline,
      Optional<Area> action,
      int end,
      boolean quoted) {
    this(
        file,
        pipeline,
        action,
        end,
        quoted,
        pipeline.commands().getFirst().area().start(),
        pipeline.commands().getFirst().words().size() == 1
            && pipeline.commands().getFirst().area().end() == end);
  }

  /// The same where a function puts quotes around one of its arguments.
  Append withQuotes(TemplateExpression argument) {
    return new Append(
        file,
        pipeline,
        Optional.empty(),
        argument.area().end(),
        true,
        argument.area().start(),
        true);
  }

  /// The edits that append what a call gives.
  List<DigestEdit> call(String call) {
    if (action.isPresent() && !quoted) {
      var area = action.get();
      var trims = file.text().startsWith("-}}", area.end() - 3);
      return List.of(
          new DigestEdit(
              file.path(),
              pipeline.area().end(),
              area.end(),
              " }}{{ " + call + (trims ? " -}}" : " }}")));
    }
    var inPlace = start > pipeline.commands().getFirst().area().start();
    var open = (inPlace ? "(" : "") + "printf \"%s%s\" " + (single ? "" : "(");
    var close = (single ? "" : ")") + " (" + call + ")" + (inPlace ? ")" : "");
    return List.of(
        DigestEdit.insert(file.path(), start, open), DigestEdit.insert(file.path(), end, close));
  }
}
