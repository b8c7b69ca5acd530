package belay.render.discovery;

import static java.nio.charset.StandardCharsets.UTF_8;

import belay.failure.Failure;
import belay.render.model.RenderedApplication;
import belay.render.model.RenderedManifest;
import belay.render.model.RenderedSource;
import belay.render.object.ApplicationObject;
import belay.render.object.ObjectNodes;
import belay.render.tree.SourceTree;
import belay.yaml.tree.Span;
import belay.yaml.tree.YamlNode;
import belay.yaml.tree.YamlTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// The Applications, and what makes such, that an Application delivers. Their places are those of
/// the template that they come from, or of the Application where that is elsewhere.
public final class ChildApplications {
  private static final Pattern KIND =
      Pattern.compile("(?m)^[\"']?kind[\"']?:\\s*[\"']?Application(?:Set)?[\"']?\\s*$");
  private static final String GROUP = "argoproj.io/";
  private static final Span BEGIN = new Span(0, 0, 1, 1);

  private ChildApplications() {}

  /// Those among what was rendered.
  public static FoundObjects of(RenderedApplication rendered) {
    List<ApplicationObject> applications = new ArrayList<>();
    List<SetObject> sets = new ArrayList<>();
    for (var source : rendered.sources()) {
      for (var manifest : source.manifests()) {
        if (manifest.text().contains(GROUP) && KIND.matcher(manifest.text()).find()) {
          add(rendered.application(), source, manifest, applications, sets);
        }
      }
    }
    return new FoundObjects(applications, sets, List.of());
  }

  private static void add(
      ApplicationObject parent,
      RenderedSource source,
      RenderedManifest manifest,
      List<ApplicationObject> applications,
      List<SetObject> sets) {
    var here = source.tree().map(SourceTree::origin).filter(String::isEmpty).isPresent();
    var template = manifest.path().filter(_ -> here);
    var span = template.isPresent() ? BEGIN : parent.root().span();
    var file = template.orElse(parent.file());
    root(manifest)
        .map(root -> ObjectNodes.placed(root, span))
        .ifPresent(root -> {
          switch (ObjectNodes.text(root, "kind")) {
            case "Application" ->
                applications.add(
                    new ApplicationObject(
                        file, root, Optional.of("Application " + parent.name()), Map.of()));
            case "ApplicationSet" -> sets.add(new SetObject(file, root));
            default -> {
              // something else of the same group
            }
          }
        });
  }

  private static Optional<YamlNode> root(RenderedManifest manifest) {
    try {
      return Optional.of(
          YamlTree.parse(manifest.template(), manifest.text().getBytes(UTF_8)).root().resolved());
    } catch (Failure notYaml) {
      return Optional.empty();
    }
  }
}
