package belay.render.tool;

import static java.nio.charset.StandardCharsets.UTF_8;

import belay.failure.Failure;
import belay.host.TemporaryFolder;
import belay.render.model.RenderedManifest;
import belay.render.model.RenderedSource;
import belay.render.model.Tool;
import belay.render.object.MergePatch;
import belay.render.object.NodeText;
import belay.render.object.ObjectNodes;
import belay.render.object.RenderFailure;
import belay.render.object.RenderFailure.Reason;
import belay.render.tree.SourceTree;
import belay.render.values.ValuesLayers;
import belay.yaml.tree.YamlTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/// Builds kustomizations. Where an Application changes one, that is done in a copy. Safe for use by
/// several threads.
public final class KustomizeRenderer implements AutoCloseable {
  private final Optional<Kustomize> program;
  private final Map<String, TemporaryFolder> copies = new ConcurrentHashMap<>();
  private final AtomicInteger number = new AtomicInteger();

  public KustomizeRenderer(Optional<Kustomize> program) {
    this.program = program;
  }

  /// Renders one.
  public RenderedSource render(SourceContext context) {
    var edits = new KustomizationEdits(context.source(), context.environment());
    if (program.isEmpty()) {
      return failed(
          context,
          Reason.UNSUPPORTED,
          "there is no \"kustomize\" and no \"kubectl\" on the PATH",
          "install kustomize, or name the program: --kustomize FILE");
    }
    if (edits.any() && !program.get().canEdit()) {
      return failed(
          context,
          Reason.UNSUPPORTED,
          "the Application changes the kustomization, which kubectl cannot do",
          "install kustomize, or name the program: --kustomize FILE");
    }
    try {
      var text = build(program.get(), context, edits);
      var manifests = ManifestSplitter.split(text, "", _ -> Optional.empty());
      return result(context, manifests, List.of());
    } catch (Failure e) {
      return failed(context, Reason.RENDER, e.what(), e.help());
    }
  }

  private String build(Kustomize kustomize, SourceContext context, KustomizationEdits edits) {
    var variables = context.environment().variables();
    if (!edits.any()) {
      return kustomize.build(place(context), variables);
    }
    var folder = copy(context);
    edits.before().forEach(edit -> kustomize.edit(folder, edit, variables));
    edits.patches().ifPresent(patches -> addPatches(folder, patches));
    edits
        .after(context.tree(), context.folder())
        .ifPresent(edit -> kustomize.edit(folder, edit, variables));
    return kustomize.build(folder, variables);
  }

  private static Path place(SourceContext context) {
    return context.tree().root().resolve(context.folder());
  }

  /// A folder beside the one that is meant, in a copy of the whole tree, as kustomizations refer to
  /// folders around them.
  private Path copy(SourceContext context) {
    var tree = context.tree();
    var folder = context.folder();
    if (folder.isEmpty()) {
      var own = copies.computeIfAbsent("root " + number.incrementAndGet(), _ -> copied(tree));
      return own.path().resolve("tree");
    }
    var key = "%s %s".formatted(tree.origin(), tree.revision());
    var all = copies.computeIfAbsent(key, _ -> copied(tree)).path().resolve("tree");
    var place = all.resolve(folder);
    var beside = place.resolveSibling(place.getFileName() + "-belay-" + number.incrementAndGet());
    tree.copy(folder, beside);
    return beside;
  }

  private static TemporaryFolder copied(SourceTree tree) {
    var copy = TemporaryFolder.create("belay-kustomize");
    tree.copy("", copy.path().resolve("tree"));
    return copy;
  }

  private static void addPatches(Path folder, String patches) {
    for (var name : List.of("kustomization.yaml", "kustomization.yml", "Kustomization")) {
      var file = folder.resolve(name);
      if (Files.isRegularFile(file)) {
        try {
          var root = YamlTree.parse(name, Files.readAllBytes(file)).root();
          var more = YamlTree.parse(name, patches.getBytes(UTF_8)).root();
          var changed = MergePatch.appended(root, "patches", ObjectNodes.items(more));
          Files.writeString(file, NodeText.block(changed));
          return;
        } catch (IOException e) {
          throw new Failure(belay.failure.Kind.REFUSED, name + " cannot be changed", "", e);
        }
      }
    }
  }

  private static RenderedSource failed(
      SourceContext context, Reason reason, String what, String help) {
    return result(
        context,
        List.of(),
        List.of(new RenderFailure(reason, context.source().place(), what, help)));
  }

  private static RenderedSource result(
      SourceContext context, List<RenderedManifest> manifests, List<RenderFailure> failures) {
    return new RenderedSource(
        context.source(),
        Tool.KUSTOMIZE,
        Optional.of(context.tree()),
        context.folder(),
        ValuesLayers.NONE,
        List.of(),
        manifests,
        failures,
        List.of());
  }

  @Override
  public void close() {
    copies.values().forEach(TemporaryFolder::close);
  }
}
