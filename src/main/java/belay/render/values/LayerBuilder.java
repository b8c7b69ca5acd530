package belay.render.values;

import static java.nio.charset.StandardCharsets.UTF_8;

import belay.failure.Failure;
import belay.render.object.ObjectNodes;
import belay.render.object.ObjectPlace;
import belay.render.object.SourceObject;
import belay.render.tree.SourceTree;
import belay.render.tree.TreePath;
import belay.render.values.ValuesLayer.Kind;
import belay.yaml.tree.Lookup;
import belay.yaml.tree.Span;
import belay.yaml.tree.YamlNode;
import belay.yaml.tree.YamlNode.Scalar;
import belay.yaml.tree.YamlTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Puts together what says values of a source, low to high.
final class LayerBuilder {
  private static final Span BEGIN = new Span(0, 0, 1, 1);

  private final SourceObject source;
  private final SourceTree tree;
  private final String folder;
  private final List<ValuesLayer> layers = new ArrayList<>();

  LayerBuilder(SourceObject source, SourceTree tree, String folder) {
    this.source = source;
    this.tree = tree;
    this.folder = folder;
  }

  ValuesLayers layers() {
    return new ValuesLayers(layers);
  }

  /// The chart's own values.
  void chart() {
    var file = TreePath.join(folder, "values.yaml");
    if (tree.hasFile(file)) {
      var place = ObjectPlace.of(tree.origin(), file, BEGIN);
      layers.add(
          new ValuesLayer(Kind.CHART, tree.origin(), file, place, false, "", read(tree, file)));
    }
  }

  void file(ValueFile file) {
    var origin = file.tree().map(SourceTree::origin).orElse("");
    var values =
        file.tree().map(files -> read(files, file.path())).orElseGet(LayerBuilder::nothing);
    layers.add(layer(Kind.FILE, origin, file.path(), file.entry(), "", values));
  }

  /// `valuesObject`, or where there is none `values`.
  void inline() {
    var object = source.at("helm", "valuesObject");
    if (object.isPresent()) {
      layers.add(inApplication(Kind.OBJECT, object.get(), "", object.get()));
      return;
    }
    source
        .at("helm", "values")
        .ifPresent(text -> layers.add(inApplication(Kind.TEXT, text, "", textual(text))));
  }

  /// `values` is a text in which YAML stands: its places are those in the Application.
  private YamlNode textual(YamlNode node) {
    if (!(node instanceof Scalar scalar)) {
      return node;
    }
    try {
      var inner = YamlTree.parse("values", scalar.value().getBytes(UTF_8)).root();
      return scalar.style() == YamlNode.Style.LITERAL
          ? InnerPlaces.shifted(inner, scalar.span().line(), indentation(scalar))
          : ObjectNodes.placed(inner, scalar.span());
    } catch (Failure notYaml) {
      return nothing();
    }
  }

  /// How far the lines of a text are set in, in the file that has it.
  private int indentation(Scalar scalar) {
    var file = source.place(scalar).file();
    return tree.origin().isEmpty()
        ? tree.read(file)
            .map(bytes -> new String(bytes, UTF_8))
            .flatMap(text ->
                text.lines().skip(scalar.span().line()).filter(line -> !line.isBlank()).findFirst())
            .map(line -> line.length() - line.stripLeading().length())
            .orElse(0)
        : 0;
  }

  /// The parameters of one kind, each by its name: of two of the same name the later counts.
  ///
  /// @param strings those with `forceString`
  void parameters(boolean strings) {
    for (var item : source.items("helm", "parameters")) {
      if (ObjectNodes.isTrue(item, "forceString") == strings) {
        value(item)
            .ifPresent(value ->
                layers.add(
                    inApplication(
                        strings ? Kind.STRING_PARAMETER : Kind.PARAMETER,
                        item,
                        ObjectNodes.text(item, "name"),
                        value)));
      }
    }
  }

  private static Optional<YamlNode> value(YamlNode item) {
    return Lookup.find(item, "value").map(YamlNode::resolved);
  }

  void fileParameters() {
    for (var item : source.items("helm", "fileParameters")) {
      ObjectNodes.at(item, "path")
          .ifPresent(path ->
              layers.add(
                  inApplication(Kind.FILE_PARAMETER, item, ObjectNodes.text(item, "name"), path)));
    }
  }

  private ValuesLayer inApplication(Kind kind, YamlNode entry, String name, YamlNode values) {
    return layer(kind, "", source.place(entry).file(), entry, name, values);
  }

  private ValuesLayer layer(
      Kind kind, String origin, String file, YamlNode entry, String name, YamlNode values) {
    return new ValuesLayer(
        kind, origin, file, source.place(entry), source.isOverride(entry), name, values);
  }

  /// What is not YAML says nothing here; Helm will say so.
  private static YamlNode read(SourceTree files, String path) {
    try {
      var documents = YamlTree.parseAll(path, files.read(path).orElse(new byte[0]));
      return documents.isEmpty() ? nothing() : documents.getFirst().root();
    } catch (Failure notYaml) {
      return nothing();
    }
  }

  private static YamlNode nothing() {
    return new Scalar(BEGIN, "", "", "", YamlNode.Style.PLAIN);
  }
}
