package belay.migrate.origin;

import belay.gotemplate.TemplateNode;
import java.util.List;

/// A definition in a template.
public record Helper(TemplateFile file, String name, List<TemplateNode> body) {
  public Helper {
    body = List.copyOf(body);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Helper that
        && name.equals(that.name)
        && file.path().equals(that.file.path());
  }

  @Override
  public int hashCode() {
    return name.hashCode() * 31 + file.path().hashCode();
  }
}
