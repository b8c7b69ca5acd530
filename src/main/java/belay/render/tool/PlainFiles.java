package belay.render.tool;

import static java.nio.charset.StandardCharsets.UTF_8;

import belay.failure.Failure;
import belay.render.model.RenderedManifest;
import belay.render.model.RenderedSource;
import belay.render.model.Tool;
import belay.render.object.ObjectNodes;
import belay.render.object.ObjectPlace;
import belay.render.object.RenderFailure;
import belay.render.object.RenderFailure.Reason;
import belay.render.values.ValuesLayers;
import belay.yaml.tree.Span;
import belay.yaml.tree.YamlNode;
import belay.yaml.tree.YamlTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Takes a folder's files as they are.
public final class PlainFiles {
  private static final Pattern MANIFEST = Pattern.compile(".*\\.(yaml|yml|json|jsonnet)");
  private static final String SKIPPED = "+argocd:skip-file-rendering";

  private final SourceContext context;
  private final List<RenderedManifest> manifests = new ArrayList<>();
  private final List<RenderFailure> failures = new ArrayList<>();

  private PlainFiles(SourceContext context) {
    this.context = context;
  }

  /// The objects of a folder.
  public static RenderedSource render(SourceContext context) {
    var files = new PlainFiles(context);
    files.paths().forEach(files::read);
    return new RenderedSource(
        context.source(),
        Tool.DIRECTORY,
        Optional.of(context.tree()),
        context.folder(),
        ValuesLayers.NONE,
        List.of(),
        files.failures.isEmpty() ? files.manifests : List.of(),
        files.failures,
        List.of());
  }

  private Stream<String> paths() {
    var source = context.source();
    var recurse = source.isTrue("directory", "recurse");
    var include = DirectoryGlob.of(source.text("directory", "include"));
    var exclude = DirectoryGlob.of(source.text("directory", "exclude"));
    var start = context.folder().isEmpty() ? 0 : context.folder().length() + 1;
    return context.tree().below(context.folder()).stream()
        .filter(path -> MANIFEST.matcher(path).matches())
        .filter(path -> recurse || path.indexOf('/', start) < 0)
        .filter(path -> exclude.isEmpty() || !exclude.get().test(path.substring(start)))
        .filter(path -> include.isEmpty() || include.get().test(path.substring(start)));
  }

  private void read(String path) {
    try {
      var bytes = context.tree().read(path);
      var text = bytes.map(all -> new String(all, UTF_8)).orElse("");
      if (text.contains(SKIPPED)) {
        return;
      }
      if (path.endsWith(".jsonnet")) {
        fail(
            Reason.UNSUPPORTED,
            path,
            "jsonnet is not rendered by Belay",
            "render it in CI and commit what comes of it");
      } else {
        read(path, text.startsWith("\ufeff") ? text.substring(1) : text);
      }
    } catch (Failure e) {
      failures.add(RenderFailure.of(Reason.SOURCE, place(path), e));
    }
  }

  /// Argo CD passes over a file that is not YAML only where it does not look like an object.
  private void read(String path, String text) {
    var documents = path.endsWith(".json") ? List.of(text) : ManifestSplitter.documents(text);
    List<String> good = new ArrayList<>();
    for (var document : documents) {
      var fault = fault(path, document);
      if (fault.isPresent()) {
        if (!good.isEmpty() || path.endsWith(".json") || looksLikeOne(text)) {
          failures.add(RenderFailure.of(Reason.RENDER, place(path), fault.get()));
        }
        break;
      }
      good.add(document);
    }
    for (var document : good) {
      manifests.addAll(ManifestSplitter.split(document, path, name -> Optional.of(path)));
    }
  }

  private static boolean looksLikeOne(String text) {
    return Stream.of("apiVersion:", "kind:", "metadata:").allMatch(text::contains);
  }

  /// Why a document is no object; empty where it is one, or nothing.
  private static Optional<Failure> fault(String path, String document) {
    try {
      for (var tree : YamlTree.parseAll(path, document.getBytes(UTF_8))) {
        var root = tree.root().resolved();
        var nothing = root instanceof YamlNode.Scalar scalar && scalar.isNull();
        if (!nothing && ObjectNodes.text(root, "kind").isEmpty()) {
          return Optional.of(
              tree.failure(root, "an object without a kind", "write apiVersion and kind"));
        }
      }
      return Optional.empty();
    } catch (Failure e) {
      return Optional.of(e);
    }
  }

  private void fail(Reason reason, String path, String what, String help) {
    failures.add(new RenderFailure(reason, place(path), what, help));
  }

  private ObjectPlace place(String path) {
    return ObjectPlace.of(context.tree().origin(), path, new Span(0, 0, 1, 1));
  }
}
