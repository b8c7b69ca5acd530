package belay.render.generator;

import static java.nio.charset.StandardCharsets.UTF_8;

import belay.failure.Failure;
import belay.helm.Helm;
import belay.render.discovery.FoundObjects;
import belay.render.discovery.SetObject;
import belay.render.object.ApplicationObject;
import belay.render.object.MergePatch;
import belay.render.object.ObjectNodes;
import belay.render.object.RenderFailure;
import belay.render.object.RenderFailure.Reason;
import belay.render.source.SourceFiles;
import belay.yaml.tree.Lookup;
import belay.yaml.tree.YamlNode;
import belay.yaml.tree.YamlTree;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// Makes the Applications of ApplicationSets, as Argo CD's controller does.
public final class SetExpansion {
  private final SourceFiles files;
  private final Supplier<Helm> helm;

  /// @param files where generators read
  /// @param helm fills in Go templates; found when it is first needed
  public SetExpansion(SourceFiles files, Supplier<Helm> helm) {
    this.files = files;
    this.helm = helm;
  }

  /// The Applications of a set, or why there are none.
  public FoundObjects expand(SetObject set) {
    List<ApplicationObject> applications = new ArrayList<>();
    List<RenderFailure> failures = new ArrayList<>();
    var goTemplate = ObjectNodes.isTrue(set.root(), "spec", "goTemplate");
    var engine = goTemplate ? new GoTemplates(helm, isStrict(set)) : new PlainTemplates();
    var generators = new Generators(files, engine, goTemplate);
    for (var generator : ObjectNodes.items(set.root(), "spec", "generators")) {
      try {
        applications.addAll(applications(set, generator, generators.of(generator), engine));
      } catch (Generators.OnlyInCluster e) {
        failures.add(
            new RenderFailure(
                Reason.UNSUPPORTED,
                set.place(e.node()),
                "%s: %s".formatted(set, e.getMessage()),
                "its Applications cannot be known from the repository alone"));
      } catch (Failure e) {
        failures.add(RenderFailure.of(Reason.SOURCE, set.place(generator), e));
      }
    }
    return new FoundObjects(applications, List.of(), failures);
  }

  private static boolean isStrict(SetObject set) {
    return ObjectNodes.items(set.root(), "spec", "goTemplateOptions").stream()
        .flatMap(option -> Lookup.text(option).stream())
        .anyMatch("missingkey=error"::equals);
  }

  private static List<ApplicationObject> applications(
      SetObject set, YamlNode generator, List<ParameterSet> parameters, TemplateEngine engine) {
    var template = template(set, generator);
    var patch = ObjectNodes.at(set.root(), "spec", "templatePatch");
    var patchText = patch.flatMap(Lookup::text).orElse("");
    List<String> texts = new ArrayList<>(NodeTemplate.texts(template));
    if (!patchText.isEmpty() && !texts.contains(patchText)) {
      texts.add(patchText);
    }
    List<ApplicationObject> applications = new ArrayList<>();
    var filled = engine.fill(texts, parameters);
    for (var i = 0; i < parameters.size(); i++) {
      var root = NodeTemplate.filled(template, filled.get(i));
      if (!patchText.isEmpty()) {
        root = patched(root, patch.orElseThrow(), filled.get(i).getOrDefault(patchText, ""));
      }
      applications.add(
          new ApplicationObject(
              set.file(),
              complete(root, set),
              Optional.of(set.toString()),
              parameters.get(i).flat()));
    }
    return applications;
  }

  /// The set's template, with what the generator says otherwise.
  private static YamlNode template(SetObject set, YamlNode generator) {
    var template =
        ObjectNodes.at(set.root(), "spec", "template").orElseGet(() -> NodeMaker.mapping(Map.of()));
    for (var kind : List.of("list", "git", "matrix", "merge")) {
      var own = ObjectNodes.at(generator, kind, "template");
      if (own.isPresent()) {
        template = MergePatch.apply(template, own.get());
      }
    }
    return template;
  }

  /// The project stays the template's.
  private static YamlNode patched(YamlNode root, YamlNode patch, String text) {
    var changes = YamlTree.parse("templatePatch", text.getBytes(UTF_8)).root();
    var project = ObjectNodes.at(root, "spec", "project");
    var changed = MergePatch.apply(root, ObjectNodes.placed(changes, patch.span()));
    return project.isEmpty()
        ? changed
        : MergePatch.apply(
            changed,
            NodeMaker.mapping(Map.of("spec", NodeMaker.mapping(Map.of("project", project.get())))));
  }

  /// An Application is where its set is.
  private static YamlNode complete(YamlNode root, SetObject set) {
    Map<String, YamlNode> metadata = new LinkedHashMap<>();
    ObjectNodes.at(set.root(), "metadata", "namespace")
        .ifPresent(namespace -> metadata.put("namespace", namespace));
    Map<String, YamlNode> more = new LinkedHashMap<>();
    more.put("apiVersion", NodeMaker.text("argoproj.io/v1alpha1"));
    more.put("kind", NodeMaker.text("Application"));
    if (!metadata.isEmpty()) {
      more.put("metadata", NodeMaker.mapping(metadata));
    }
    return MergePatch.apply(root, NodeMaker.mapping(more));
  }
}
