package belay.report;

import belay.render.model.RenderedApplication;
import belay.render.model.RenderedManifest;
import belay.render.model.RenderedSource;
import belay.render.object.PlainValues;
import belay.render.object.RenderFailure;
import belay.render.tree.SourceTree;
import belay.render.values.ValuesLayer;
import belay.yaml.tree.YamlTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// Manifests, one Application after the other, so that thousands of them need no memory.
public abstract sealed class RenderReport {
  final Consumer<String> out;

  private RenderReport(Consumer<String> out) {
    this.out = out;
  }

  /// A report in a form: `json`, else a stream of YAML documents.
  public static RenderReport of(String form, Consumer<String> out) {
    return form.equals("json") ? new Json(out) : new Yaml(out);
  }

  /// Before the first Application.
  public abstract void begin();

  /// The next Application.
  public abstract void application(RenderedApplication rendered);

  /// Behind the last one.
  ///
  /// @param unknown why there may be more
  public abstract void end(List<RenderFailure> unknown);

  /// A stream of documents, each after a comment that says where it comes from.
  private static final class Yaml extends RenderReport {
    private Yaml(Consumer<String> out) {
      super(out);
    }

    @Override
    public void begin() {
      // nothing stands before the first document
    }

    @Override
    public void application(RenderedApplication rendered) {
      rendered.manifests().forEach(manifest -> document(rendered, manifest));
    }

    private void document(RenderedApplication rendered, RenderedManifest manifest) {
      out.accept(
          "---\n# Application: %s (%s)\n%s%s"
              .formatted(
                  rendered.application().name(),
                  rendered.application().file(),
                  manifest.template().isEmpty() ? "" : "# Source: " + manifest.template() + "\n",
                  manifest.text()));
    }

    @Override
    public void end(List<RenderFailure> unknown) {
      // errors go elsewhere
    }
  }

  /// One object whose list of Applications grows.
  private static final class Json extends RenderReport {
    private String separator = "\n";

    private Json(Consumer<String> out) {
      super(out);
    }

    @Override
    public void begin() {
      out.accept("{\n  \"schema\" : \"belay/v1\",\n  \"applications\" : [");
    }

    @Override
    public void application(RenderedApplication rendered) {
      out.accept(separator + Document.json(fields(rendered)));
      separator = ",\n";
    }

    @Override
    public void end(List<RenderFailure> unknown) {
      var failures = unknown.stream().map(Json::fields).map(Document::json).toList();
      out.accept("\n  ],\n  \"failures\" : [ %s ]\n}\n".formatted(String.join(",\n", failures)));
    }

    private static AnswerFields fields(RenderedApplication rendered) {
      var application = rendered.application();
      return new AnswerFields()
          .with("name", application.name())
          .with("namespace", application.namespace())
          .with("environment", rendered.environment())
          .with("file", application.file())
          .with("line", application.place().line())
          .with("madeBy", application.parent())
          .with("sources", rendered.sources().stream().map(Json::fields).toList())
          .with("manifests", manifests(rendered))
          .with("failures", rendered.failures().stream().map(Json::fields).toList());
    }

    private static AnswerFields fields(RenderedSource source) {
      return new AnswerFields()
          .with("tool", source.tool().toString())
          .with("repository", source.source().repository())
          .with("chart", source.source().chart())
          .with("path", source.path())
          .with("revision", source.tree().map(SourceTree::revision))
          .with(
              "values",
              source.layers().all().stream()
                  .filter(layer -> layer.kind() == ValuesLayer.Kind.FILE)
                  .map(ValuesLayer::file)
                  .toList())
          .with("ignored", source.ignored().stream().map(file -> file.entry()).toList());
    }

    private static List<AnswerFields> manifests(RenderedApplication rendered) {
      List<AnswerFields> all = new ArrayList<>();
      for (var manifest : rendered.manifests()) {
        var root = YamlTree.parse(manifest.template(), manifest.bytes()).root();
        all.add(
            new AnswerFields()
                .with("template", manifest.template())
                .with("file", manifest.path())
                .with("object", Optional.ofNullable(PlainValues.of(root))));
      }
      return all;
    }

    private static AnswerFields fields(RenderFailure failure) {
      return new AnswerFields()
          .with("reason", failure.reason().toString())
          .with("file", failure.place().file())
          .with("line", failure.place().line())
          .with("column", failure.place().column())
          .with("message", failure.what())
          .with("help", failure.help());
    }
  }
}
