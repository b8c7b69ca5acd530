package belay.migrate.site;

import belay.gotemplate.Area;
import belay.gotemplate.TemplatePipeline;
import belay.migrate.origin.Scope;
import belay.migrate.origin.TemplateFile;
import java.util.List;

/// A part of what a template prints in one place.
sealed interface Atom {
  TemplateFile file();

  /// Where it stands in the file.
  Area area();

  /// A text.
  record Lit(TemplateFile file, Area area) implements Atom {
    String text() {
      return area.of(file.text());
    }

    Lit part(int from, int to) {
      return new Lit(file, new Area(area.start() + from, area.start() + to));
    }
  }

  /// The value of a pipeline.
  ///
  /// @param scope in which it is to be read
  record Out(TemplateFile file, Area area, TemplatePipeline pipeline, Scope scope)
      implements Atom {}

  /// One of several ways.
  ///
  /// @param complete whether one of them is always taken
  /// @param asksDigest whether what is asked is about a digest
  record Fork(
      TemplateFile file, Area area, List<List<Atom>> arms, boolean complete, boolean asksDigest)
      implements Atom {
    public Fork {
      arms = List.copyOf(arms);
    }
  }
}
