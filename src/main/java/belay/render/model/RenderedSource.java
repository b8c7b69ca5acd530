package belay.render.model;

import belay.render.object.IgnoredFile;
import belay.render.object.RenderFailure;
import belay.render.object.SourceObject;
import belay.render.tree.SourceTree;
import belay.render.values.ValuesLayers;
import java.util.List;
import java.util.Optional;

/// What came of one source of an Application.
///
/// @param source with what files beside the chart override
/// @param tree the files of its repository; empty where they could not be had
/// @param path the folder in it that was rendered
/// @param layers the values that a chart was rendered with, low to high
/// @param ignored values files that are not there
/// @param manifests none where something failed
/// @param failures why it does not render
/// @param warnings what the tool says beside
public record RenderedSource(
    SourceObject source,
    Tool tool,
    Optional<SourceTree> tree,
    String path,
    ValuesLayers layers,
    List<IgnoredFile> ignored,
    List<RenderedManifest> manifests,
    List<RenderFailure> failures,
    List<String> warnings) {
  public RenderedSource {
    ignored = List.copyOf(ignored);
    manifests = List.copyOf(manifests);
    failures = List.copyOf(failures);
    warnings = List.copyOf(warnings);
  }

  /// One that does not render, and of which nothing else is known.
  public static RenderedSource failed(SourceObject source, Tool tool, RenderFailure failure) {
    return new RenderedSource(
        source,
        tool,
        Optional.empty(),
        source.path().orElse(""),
        ValuesLayers.NONE,
        List.of(),
        List.of(),
        List.of(failure),
        List.of());
  }
}
