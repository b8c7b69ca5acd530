package belay.deliver.verify;

import belay.config.verify.Rule;
import belay.deliver.verify.finding.Findings.Cause;
import belay.deliver.verify.finding.GitPlace;
import belay.manifest.ManifestImage;
import belay.render.model.RenderedManifest;
import belay.render.model.RenderedSource;
import belay.render.model.Tool;
import belay.render.object.RenderFailure;
import belay.render.values.ValuesLayer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/// Whether what one source of an Application renders to names nothing but digests, and those that
/// Git approved.
final class RenderedCheck {
  private final RenderedTools tools;
  private final CheckedApplication application;
  private final RenderedSource source;
  private final List<ApprovedImage> approved;
  private final EffectiveCheck effective;
  private final CauseFinder causes;

  private RenderedCheck(
      RenderedTools tools, CheckedApplication application, RenderedSource source) {
    this.tools = tools;
    this.application = application;
    this.source = source;
    this.approved = approved(tools.approvals(), source);
    this.effective =
        new EffectiveCheck(
            tools.config(),
            tools.findings(),
            application.environment(),
            application.name(),
            source,
            approved);
    this.causes = new CauseFinder(source);
  }

  private static List<ApprovedImage> approved(Approvals approvals, RenderedSource source) {
    return source.layers().all().stream()
        .filter(layer -> layer.origin().isEmpty())
        .flatMap(layer -> approvals.in(layer.file()).stream())
        .distinct()
        .toList();
  }

  /// Checks all sources of an Application.
  ///
  /// @return how many images it has
  static int check(RenderedTools tools, CheckedApplication application) {
    return application.rendered().sources().stream()
        .mapToInt(source -> new RenderedCheck(tools, application, source).check())
        .sum();
  }

  private int check() {
    source.failures().forEach(this::failure);
    reference();
    effective.check();
    List<ManifestImage> images = new ArrayList<>();
    for (var manifest : source.manifests()) {
      images.addAll(images(manifest));
    }
    ignored(images.stream().map(ManifestImage::reference).toList());
    return Math.toIntExact(images.stream().filter(ManifestImage::certain).count());
  }

  private void failure(RenderFailure failure) {
    if (!isBlamed(failure)) {
      var rule =
          failure.reason() == RenderFailure.Reason.REFERENCE
              ? Rule.SOURCE_REF_UNDEFINED
              : Rule.CANNOT_RENDER;
      add(rule, GitPlace.of(failure.place()), failure.what(), failure.help());
    }
  }

  /// Whether something is found already that makes it fail: parameters in any order, or no digest
  /// where the chart requires one.
  private boolean isBlamed(RenderFailure failure) {
    if (failure.reason() != RenderFailure.Reason.RENDER) {
      return false;
    }
    if (effective.isAmbiguous()) {
      return true;
    }
    var read = source.layers().all().stream().map(ValuesLayer::file).collect(Collectors.toSet());
    return failure.what().toLowerCase(Locale.ROOT).contains("digest")
        && tools
            .findings()
            .blame(
                cause -> cause.rule().isOfValues() && read.contains(cause.place().file()),
                application.environment(),
                application.name());
  }

  private void reference() {
    if (source.tool() == Tool.REFERENCE
        && source.source().reference().isEmpty()
        && source.failures().isEmpty()) {
      add(
          Rule.SOURCE_WITHOUT_REF,
          GitPlace.of(source.source().place()),
          "this source brings neither manifests nor values: it has no path, no chart and no ref",
          "write ref: values, and name its files as $values/PATH in valueFiles");
    }
  }

  /// The images of a manifest, each of them checked.
  private List<ManifestImage> images(RenderedManifest manifest) {
    var images =
        manifest.objects().stream()
            .flatMap(object -> tools.finder().find(object).stream())
            .toList();
    for (var image : images) {
      new ImageCheck(tools, application, source.source(), approved, causes, manifest, image)
          .check();
    }
    return images;
  }

  /// A chart that reads no digest at all leaves no trace of it.
  private void ignored(List<String> references) {
    if (references.isEmpty() || !application.rendered().isRendered()) {
      return;
    }
    for (var image : approved) {
      var seen =
          references.stream()
              .anyMatch(text -> text.endsWith("@" + image.digest()) || image.isOf(text));
      if (!seen && effective.wins(image)) {
        add(
            Rule.EFFECTIVE_IGNORED,
            causes.template(Optional.empty(), "").orElse(image.place()),
            "the chart renders no image %s of %s".formatted(image.repository(), image.service()),
            "read %s in its template: belay migrate shows the change"
                .formatted(image.naming().path().child(image.naming().keys().digest())));
      }
    }
  }

  private void add(Rule rule, GitPlace place, String message, String help) {
    tools
        .findings()
        .add(
            new Cause(rule, place, application.service(), message, help),
            application.environment(),
            application.name());
  }
}
